import { Agent, request } from 'node:http'
import { loadavg } from 'node:os'
import { setTimeout as elapse } from 'node:timers/promises'
import { freePort } from '@parvis/embedded/ports'
import { startInstallation } from '../harness/installation.ts'
import { wasClosedBefore } from './load.ts'
import { residentBytes } from './processes.ts'
import { print } from './report.ts'
import { quantile } from './statistics.ts'

const connections = 50
const mebibyte = 1024 * 1024
const ownPerSecond = 20

interface Request {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
}

/** What a flood did to others. Latencies in ms of people at other addresses who look at a door and join. */
export interface FloodResult {
  readonly calm: readonly number[]
  readonly flooded: readonly number[]
  /** Requests of the flood by status. */
  readonly statuses: ReadonlyMap<number, number>
  /** Resident bytes of the API before and after. */
  readonly memory: { readonly before: number; readonly after: number }
  /** What `/metrics` counts as refused. */
  readonly refusals: number
}

/** Floods sign-in, knocking, joining, code guessing and live streams from 50 connections at five addresses. */
async function flood(seconds: number): Promise<FloodResult> {
  const metricsPort = await freePort()
  await using installation = await startInstallation({
    environment: { RATE_LIMITS: 'on', TRUST_PROXY: '1', METRICS_PORT: String(metricsPort) },
  })
  const { origin, api } = installation
  const host = await installation.administrator()
  const open = `/api/v1/meetings/${(await host.createMeeting()).slug}`
  const closed = `/api/v1/meetings/${(await host.createMeeting('Conseil', 'restricted')).slug}`
  const kinds: readonly (() => Request)[] = [
    () => ({ method: 'POST', path: '/api/v1/session', body: { email: 'a@example.org', password: 'wrong' } }),
    () => ({ method: 'POST', path: `${closed}/join`, body: { name: 'Eve' } }),
    () => ({ method: 'POST', path: `${open}/join`, body: { name: 'Eve' } }),
    () => ({ method: 'GET', path: `/api/v1/meetings/${randomSlug()}` }),
    () => ({ method: 'GET', path: `${open}/live?place=p_${'a'.repeat(24)}` }),
  ]
  const before = residentBytes(api.pid)
  const calm = await measureOthers(origin, open, seconds)
  const statuses = new Map<number, number>()
  const stop = new AbortController()
  using agent = createAgent(connections)
  const flooding = Array.from({ length: connections }, async (_, index) => {
    const kind = kinds[index % kinds.length]
    while (!stop.signal.aborted && kind) {
      const status = await send(origin, { ...kind(), address: `198.51.100.${index % kinds.length}`, agent })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  })
  const flooded = await measureOthers(origin, open, seconds)
  stop.abort()
  await Promise.all(flooding)
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  const counted = [...metrics.matchAll(/^parvis_refusals_total\{[^}]*\} (\d+)$/gm)]
  return {
    calm,
    flooded,
    statuses,
    memory: { before, after: residentBytes(api.pid) },
    refusals: counted.reduce((sum, [, count]) => sum + Number(count), 0),
  }
}

/** A minute of flood, printed. */
export async function benchFlood(): Promise<void> {
  const { calm, flooded, statuses, memory, refusals } = await flood(60)
  const [reference, value] = [quantile(calm, 0.99), quantile(flooded, 0.99)]
  const load = loadavg()[0]?.toFixed(1)
  print({
    name: 'others during the flood, 99th percentile',
    value,
    unit: 'ms',
    reference,
    ratio: value / reference,
    target: 2,
    note: `median ${quantile(calm, 0.5).toFixed(1)} → ${quantile(flooded, 0.5).toFixed(1)} ms; load ${load}`,
  })
  const total = [...statuses.values()].reduce((sum, count) => sum + count, 0)
  const by = [...statuses].map(([status, count]) => `${status}: ${count}`).join(', ')
  print({ name: 'requests of the flood', value: total / 60, unit: '/s', note: by })
  print({ name: 'refusals in /metrics', value: refusals, unit: '' })
  const { before, after } = memory
  print({ name: 'RSS of the API', value: after / mebibyte, unit: 'MiB', reference: before / mebibyte })
}

/** People at addresses of their own look at the door and join, open loop. */
async function measureOthers(origin: string, meeting: string, seconds: number): Promise<readonly number[]> {
  using agent = createAgent(64)
  const begun = performance.now()
  const flights: Promise<number>[] = []
  for (let number = 0; number < ownPerSecond * seconds; number += 1) {
    const due = begun + (number * 1000) / ownPerSecond
    const early = due - performance.now()
    if (early > 0) await elapse(early)
    const address = `203.0.113.${number % 250}`
    const asked: Request =
      number % 2 === 0
        ? { method: 'GET', path: meeting }
        : { method: 'POST', path: `${meeting}/join`, body: { name: 'Ada' } }
    flights.push(
      send(origin, { ...asked, address, agent }).then((status) => {
        if (status !== 200) throw new Error(`${asked.path} answers ${status} to somebody else`)
        return performance.now() - due
      }),
    )
  }
  return Promise.all(flights)
}

interface Sent extends Request {
  readonly address: string
  readonly agent: Agent
}

function send(origin: string, asked: Sent): Promise<number> {
  const { method, path, body, address, agent } = asked
  const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': address }
  return new Promise((resolve, reject) => {
    const sent = request(origin + path, { method, agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', (error) => {
      if (wasClosedBefore(sent, error)) resolve(send(origin, asked))
      else reject(error)
    })
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

function createAgent(maxSockets: number): Agent & Disposable {
  const agent = new Agent({ keepAlive: true, maxSockets })
  return Object.assign(agent, { [Symbol.dispose]: () => agent.destroy() })
}

function randomSlug(): string {
  const letters = Array.from({ length: 10 }, () => String.fromCodePoint(97 + Math.floor(Math.random() * 26)))
  return letters.join('').replace(/^(...)(....)(...)$/, '$1-$2-$3')
}
