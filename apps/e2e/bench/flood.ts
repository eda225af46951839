import { fork } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as elapse } from 'node:timers/promises'
import { freePort } from '@parvis/embedded/ports'
import { startInstallation } from '../harness/installation.ts'
import { ask, createAgent } from './load.ts'
import type { Asked } from './load.ts'
import { residentBytes } from './processes.ts'
import { print } from './report.ts'
import { quantile } from './statistics.ts'

const connections = 50
const mebibyte = 1024 * 1024
const ownPerSecond = 20

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

/**
 * Floods sign-in, knocking, joining, code guessing and live streams from 50 connections at five addresses, each as fast
 * as it is answered, for as long as others are measured; the figure holds its first second, before any limit is reached.
 */
async function flood(seconds: number): Promise<FloodResult> {
  const metricsPort = await freePort()
  await using installation = await startInstallation({
    environment: { RATE_LIMITS: 'on', TRUST_PROXY: '1', METRICS_PORT: String(metricsPort) },
  })
  const { origin, api } = installation
  const host = await installation.administrator()
  const open = `/api/v1/meetings/${(await host.createMeeting()).slug}`
  const closed = `/api/v1/meetings/${(await host.createMeeting('Conseil', 'restricted')).slug}`
  const before = residentBytes(api.pid)
  const calm = await measureOthers(origin, open, seconds)
  const flooder = startFlooder(origin, [open, closed])
  const flooded = await measureOthers(origin, open, seconds)
  const statuses = await flooder.stop()
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

/** The flood has a process of its own of the least priority: it delays neither what is measured here nor the server. */
function startFlooder(origin: string, meetings: readonly string[]) {
  const child = fork(join(import.meta.dirname, 'flooder.ts'), [origin, ...meetings, String(connections)])
  return {
    async stop(): Promise<ReadonlyMap<number, number>> {
      const told = once(child, 'message')
      child.send('stop')
      const [statuses] = await told
      return new Map(statuses as [number, number][]) // what flooder.ts sends
    },
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
    const asked: Asked =
      number % 2 === 0
        ? { method: 'GET', path: meeting, address }
        : { method: 'POST', path: `${meeting}/join`, body: { name: 'Ada' }, address }
    flights.push(
      ask(origin, agent, asked).then((status) => {
        if (status !== 200) throw new Error(`${asked.path} answers ${status} to somebody else`)
        return performance.now() - due
      }),
    )
  }
  return Promise.all(flights)
}
