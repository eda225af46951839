import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import type { RequestOptions } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contract } from '@parvis/contract/contract'
import type { ParticipantId } from '@parvis/contract/ids'
import type { RouteShape } from '@parvis/contract/route'
import type { Me } from '@parvis/contract/session'
import { exampleInputs } from '@parvis/testkit/example-inputs'
import { createRandom } from '@parvis/testkit/random'
import type { Random } from '@parvis/testkit/random'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'

const routes = Object.entries<RouteShape>(contract)
const agent = new Agent({ keepAlive: true, maxSockets: 8 })

let world: World
let webRoot: string
let slug: string
beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'parvis-page-'))
  await writeFile(join(webRoot, 'index.html'), '<!doctype html>')
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off', WEB_ROOT: webRoot } })
  slug = (await (await world.member('Owner')).createMeeting()).slug
})
afterAll(async () => {
  agent.destroy()
  await world?.[Symbol.asyncDispose]()
  await rm(webRoot, { recursive: true, force: true })
})

/** Sends bytes as they are, with a path that no client tidies, and returns the status. */
function send(options: RequestOptions, body?: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(world.origin, { agent, ...options }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Sends many, a few at a time, and says what was sent whenever the answer is not one that `accepts` takes. */
async function sendMany(
  count: number,
  make: (index: number) => { options: RequestOptions; body?: Uint8Array },
  accepts: (status: number, path: string) => boolean,
): Promise<void> {
  const wrong: unknown[] = []
  for (let start = 0; start < count; start += 50) {
    const group = Array.from({ length: Math.min(50, count - start) }, (_, index) => make(start + index))
    await Promise.all(
      group.map(async ({ options, body }) => {
        const status = await send(options, body)
        if (!accepts(status, options.path ?? ''))
          wrong.push({ status, options, body: body && Buffer.from(body).toString('base64') })
      }),
    )
  }
  expect(wrong.slice(0, 3)).toEqual([])
}

const isRefusal = (status: number): boolean => status >= 400 && status < 500
const isNoFault = (status: number): boolean => status >= 200 && status < 500

const withBody = routes.filter(([, { method }]) => method !== 'GET' && method !== 'DELETE')

test.each(withBody)('10 000 random bytes at %s are refused, never a fault of ours', async (_name, route) => {
  const random = createRandom(7)
  const path = route.path.replace(':slug', slug)
  const options = { method: route.method, path, headers: { 'Content-Type': 'application/json' } }
  await sendMany(20, () => ({ options, body: random.bytes(10_000) }), isRefusal)
})

const fragments = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  'null',
  'true',
  '-1e999',
  '0',
  '"name"',
  '"email"',
  '"password"',
]
const words = [
  '\\u0000',
  '\\ud800',
  '\\u202e',
  '💥',
  "' OR 1=1 --",
  '${7*7}',
  '__proto__',
  '../',
  '\\',
  'p_',
  'a'.repeat(300),
]

/** JSON that is nearly what the route wants: its own keys with values of any kind. */
function mutateBody(random: Random, route: RouteShape): Uint8Array {
  if (random.chance(0.2))
    return Buffer.from(Array.from({ length: 12 }, () => random.pick(fragments)).join(''))
  const shape = (route.body as { def?: { shape?: object } } | undefined)?.def?.shape ?? {}
  const entries = Object.keys(shape).map((key) => `"${key}":${anyValue(random, 0)}`)
  return Buffer.from(`{${entries.join(',')}}`)
}

function anyValue(random: Random, depth: number): string {
  const nested = depth < 3 ? () => anyValue(random, depth + 1) : () => '0'
  return random.pick([
    () => `"${random.pick(words)}"`,
    () => `"${random.pick(words)}${random.pick(words)}"`,
    () => random.pick(['null', 'true', '0', '-1', '1e308', '1e999', '""', '{}', '[]']),
    () => `[${nested()},${nested()}]`,
    () => `{"${random.pick(words)}":${nested()}}`,
  ])()
}

test.each(withBody)('bodies that nearly fit %s are never a fault of ours', async (name, route) => {
  const random = createRandom(11)
  const options = {
    method: route.method,
    path: route.path.replace(':slug', slug),
    headers: { 'Content-Type': 'application/json' },
  }
  // Without an SFU a join that is well-formed by chance answers 503: the one refusal that is no 4xx here.
  const accepts = (status: number): boolean => isNoFault(status) || (status === 503 && name === 'joinMeeting')
  await sendMany(150, () => ({ options, body: mutateBody(random, route) }), accepts)
})

const asked = routes.filter(([, { query, events }]) => query && !events)
const oddValues = [
  '\0',
  'a\0b',
  '%',
  "' OR 1=1 --",
  '__proto__',
  '💥',
  '-1',
  '1e999',
  '9'.repeat(30),
  'a'.repeat(300),
  '0001-01-01',
  '9999-12-31',
  '9999-12-31T23:59:59.999Z',
]

test.each(asked)(
  'odd values in what %s is asked with are no fault of ours, for who may ask',
  async (name) => {
    const chief = await world.administrator()
    const { id: userId, email } = (await chief.call(contract.getMe, {})).body as Me
    const place = `p_${'a'.repeat(24)}` as ParticipantId
    const organisationId = await world.organisation('Elsewhere')
    const input = exampleInputs({
      slug,
      place,
      organisationId,
      userId,
      email,
    })[name as keyof typeof contract] as Partial<Record<'params' | 'query', Record<string, string>>>
    const route: RouteShape = contract[name as keyof typeof contract]
    const { shape = {} } = (route.query as { def?: { shape?: object } }).def ?? {}
    const wrong: unknown[] = []
    for (const key of Object.keys(shape))
      for (const value of oddValues) {
        const query = { ...input.query, [key]: value }
        const { status } = await chief.call(route, { params: input.params, query })
        if (!isNoFault(status)) wrong.push({ query, status })
      }
    expect(wrong).toEqual([])
  },
)

const pieces = [
  '/',
  '//',
  '..',
  '.',
  '%2e%2e',
  '%2f',
  '%00',
  '%',
  '%zz',
  '%c0%af',
  '%f0%9f%92%a5',
  '\\',
  ';',
  '@',
  ':',
  'a',
  'api',
  'v1',
]
const known = routes.map(([, { path }]) => path)

function anyPath(random: Random): string {
  const start = random.pick([
    '/',
    '/api/v1/',
    '/api/v1/meetings/',
    '/internal/rtc-gate',
    '/rtc/',
    '/assets/',
    ...known,
  ])
  const rest = Array.from({ length: random.integer(6) }, () => random.pick(pieces)).join('')
  const key = random.pick(['place', 'x', '__proto__', 'place[]', 'place[a]', '%', 'constructor'])
  const query = random.chance(0.5) ? `?${key}=${random.pick(pieces)}&${key}=${random.pick(pieces)}` : ''
  return `${start.replace(':slug', random.pick([slug, '%00', 'aaa-aaaa-aaa', '..']))}${rest}${query}`
}

test('addresses, queries and headers that nobody meant are never a fault of ours', async () => {
  const random = createRandom(13)
  const headers = (): Record<string, string> => ({
    Cookie: `parvis-session=${random.pick(words.slice(4))}; parvis-device=${'x'.repeat(43)}; ; =; a`.replace(
      /[^\x20-\x7e]/g,
      '',
    ),
    'Last-Event-ID': random.pick(['', '-1', '0', '9'.repeat(18), '9'.repeat(40), 'x', '1e3']),
    Authorization: random.pick(['', 'Bearer', 'Bearer x.y.z', 'Basic Og==']),
    'X-Forwarded-Uri': random.pick(['', '/rtc/v1?access_token=x', 'http://[', '//', '/rtc/v1#']),
    'X-Forwarded-For': random.pick(['', '::1', '1.2.3.4, x', "'"]),
    Range: random.pick(['bytes=0-', 'bytes=9-1', 'x']),
  })
  const make = () => ({
    options: {
      method: random.pick(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']),
      path: anyPath(random),
      headers: headers(),
    },
  })
  // Readiness tells the truth, that there is no SFU.
  await sendMany(
    1500,
    make,
    (status, path) => isNoFault(status) || (status === 503 && path.startsWith('/readyz')),
  )
  expect(world.log.filter((line) => line.includes('internal-error'))).toEqual([])
})
