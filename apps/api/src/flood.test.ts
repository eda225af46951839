import { Agent, request } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'

const connections = 50
const requestsOfEach = 80
const mebibyte = 1024 * 1024

let world: World
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { TRUST_PROXY: '1' } })
})
afterAll(() => world?.[Symbol.asyncDispose]())

interface Asked {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
}

interface Client extends Disposable {
  /** Asks as somebody at this address, and gives the status once the whole answer is there. */
  readonly ask: (asked: Asked, address: string) => Promise<number>
}

function createClient(maxSockets: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets })
  return {
    ask: ({ method, path, body }, address) =>
      new Promise((resolve, reject) => {
        const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': address }
        const sent = request(world.origin + path, { method, agent, headers }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode ?? 0))
        })
        sent.on('error', reject)
        sent.end(body === undefined ? undefined : JSON.stringify(body))
      }),
    [Symbol.dispose]: () => agent.destroy(),
  }
}

function randomSlug(): string {
  const letters = Array.from({ length: 10 }, () => String.fromCodePoint(97 + Math.floor(Math.random() * 26)))
  return letters.join('').replace(/^(...)(....)(...)$/, '$1-$2-$3')
}

/** What a script would send without end, each kind from an address of its own. */
function floodOf(open: string, closed: string): readonly (() => Asked)[] {
  const credentials = { email: 'guessed@example.org', password: 'wrong password' }
  return [
    () => ({ method: 'POST', path: '/api/v1/session', body: credentials }),
    () => ({ method: 'POST', path: `${closed}/join`, body: { name: 'Eve' } }),
    () => ({ method: 'POST', path: `${open}/join`, body: { name: 'Eve' } }),
    () => ({ method: 'GET', path: `/api/v1/meetings/${randomSlug()}` }),
    () => ({ method: 'GET', path: `${open}/live?place=p_${'a'.repeat(24)}` }),
  ]
}

function usedHeap(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

/** How many requests each limit has refused, as `/metrics` tells. */
async function readRefusals(): Promise<Readonly<Record<string, number>>> {
  const figures = await world.api.context.metrics.registry.metrics()
  const lines = figures.matchAll(/^parvis_refusals_total\{limit="(.*)"\} (\d+)$/gm)
  return Object.fromEntries(Array.from(lines, ([, name = '', count]) => [name, Number(count)]))
}

/** Looks at the door and joins, again and again, each time as somebody else; gives the median duration in ms. */
async function measureOthers(client: Client, open: string, whileTrue: (round: number) => boolean) {
  const durations: number[] = []
  const statuses = new Set<number>()
  for (let round = 0; whileTrue(round); round += 1) {
    const begun = performance.now()
    const address = `203.0.${durations.length % 250}.${round % 250}`
    statuses.add(await client.ask({ method: 'GET', path: open }, address))
    statuses.add(await client.ask({ method: 'POST', path: `${open}/join`, body: { name: 'Ada' } }, address))
    durations.push(performance.now() - begun)
  }
  const median = durations.toSorted((one, other) => one - other)[Math.floor(durations.length / 2)] ?? 0
  return { median, statuses: [...statuses] }
}

test('C25, A41, A43: of a flood from 50 connections most is refused and counted, others are answered, and memory stays', async () => {
  const owner = await world.member('Owner')
  const open = `/api/v1/meetings/${(await owner.createMeeting()).slug}`
  const closed = `/api/v1/meetings/${(await owner.createMeeting('Conseil', 'restricted')).slug}`
  const kinds = floodOf(open, closed)
  using others = createClient(1)
  using script = createClient(connections)
  const calm = await measureOthers(others, open, (round) => round < 20)
  const heapBefore = usedHeap()
  let flooding = connections
  const statuses = new Map<number, number>()
  const floods = Array.from({ length: connections }, async (_, index) => {
    const kind = kinds[index % kinds.length]
    for (let round = 0; round < requestsOfEach && kind; round += 1) {
      const status = await script.ask(kind(), `198.51.100.${index % kinds.length}`)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    flooding -= 1
  })
  const flooded = await measureOthers(others, open, () => flooding > 0)
  await Promise.all(floods)

  expect([calm.statuses, flooded.statuses]).toEqual([[200], [200]])
  // Whoever asks waits for the one request of each connection that came before, and not for all that were sent.
  expect(flooded.median / calm.median).toBeLessThan(2 * connections)
  expect(statuses.get(500)).toBeUndefined()
  const refusals = await readRefusals()
  const refused = statuses.get(429) ?? 0
  expect(refused).toBeGreaterThan((connections * requestsOfEach) / 3)
  expect(Object.values(refusals).reduce((sum, count) => sum + count, 0)).toBe(refused)
  expect(Object.keys(refusals)).toEqual(
    expect.arrayContaining([
      'POST /api/v1/session',
      'sign-in-account',
      'POST /api/v1/meetings/:slug/join',
      'unknown-codes',
      'GET /api/v1/meetings/:slug/live',
    ]),
  )
  expect(usedHeap() - heapBefore).toBeLessThan(32 * mebibyte)
}, 120_000)
