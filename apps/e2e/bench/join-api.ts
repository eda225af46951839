import { loadavg } from 'node:os'
import { join } from 'node:path'
import { root } from '@parvis/embedded/repository'
import { build } from 'vite'
import { startInstallation } from '../harness/installation.ts'
import type { Installation } from '../harness/installation.ts'
import { fireClosed, fireOpen } from './load.ts'
import type { Shot } from './load.ts'
import { cpuSeconds, residentBytes } from './processes.ts'
import { print } from './report.ts'
import { median, quantile, ratio, ratioInterval } from './statistics.ts'
import type { Pair } from './statistics.ts'

const rate = { perSecond: 200, seconds: 5 } as const
// A-B-C-C-B-A: two pairs a round of each; the first round warms up and is dropped.
const rounds = 4
const meetings = 200
const soak = { joins: 100_000, steps: 5, wide: 16, withinMs: 240_000 } as const
const mebibyte = 1024 * 1024

/**
 * PB4. CPU of a guest's join of a public meeting, from /proc: of the API's process, and with PostgreSQL's; against a
 * floor route on the same server, one SELECT and one signature (`floor-server.ts`). Once with guests of many meetings,
 * as people come at the full hour, and once with all of them in one sitting. Open loop, blocks interleaved
 * A-B-C-C-B-A; latencies from the moment at which each request was due.
 */
export async function benchJoinApi(): Promise<void> {
  await using installation = await startInstallation({ apiScript: await buildFloorServer() })
  const joining = { many: await open(installation, meetings), one: await open(installation, 1) }
  const floor = toShot(
    joining.one.urls.map((url) =>
      url.replace(/.*\/meetings\/(.*)\/join$/, `${installation.origin}/floor/$1`),
    ),
  )
  const runs = { many: [] as RunPair[], one: [] as RunPair[] }
  for (let round = 0; round < rounds; round++) {
    const many = await run(installation, joining.many)
    const reference = await run(installation, floor)
    const one = await run(installation, joining.one)
    const oneAgain = await run(installation, joining.one)
    const referenceAgain = await run(installation, floor)
    const manyAgain = await run(installation, joining.many)
    if (round === 0) continue
    runs.many.push({ ours: many, reference }, { ours: manyAgain, reference: referenceAgain })
    runs.one.push({ ours: one, reference }, { ours: oneAgain, reference: referenceAgain })
  }
  printCpu(`guests of ${meetings} meetings`, runs.many)
  printCpu('all in one sitting', runs.one)
}

interface RunPair {
  readonly ours: Run
  readonly reference: Run
}

function printCpu(who: string, runs: readonly RunPair[]): void {
  const pairs = runs.map(({ ours, reference }): Pair => ({ ours: ours.apiMs, reference: reference.apiMs }))
  const whole = ({ apiMs, postgresMs }: Run): number => apiMs + postgresMs
  const latencies = (of: (pair: RunPair) => Run): number =>
    quantile(
      runs.flatMap((pair) => of(pair).latencies),
      0.99,
    )
  print({
    name: `CPU of the API per join, ${rate.perSecond}/s, ${who}`,
    value: median(pairs.map(({ ours }) => ours)),
    unit: 'ms',
    reference: median(pairs.map(({ reference }) => reference)),
    ratio: ratio(pairs),
    interval: ratioInterval(pairs),
    target: 2,
  })
  print({
    name: `with PostgreSQL, ${who}`,
    value: median(runs.map(({ ours }) => whole(ours))),
    unit: 'ms',
    target: 0.6,
    note: `floor ${median(runs.map(({ reference }) => whole(reference))).toFixed(2)} ms; load ${loadavg()[0]?.toFixed(1)}`,
  })
  print({
    name: `latency, 99th percentile, ${who}`,
    value: latencies(({ ours }) => ours),
    unit: 'ms',
    reference: latencies(({ reference }) => reference),
  })
}

interface Run {
  readonly apiMs: number
  readonly postgresMs: number
  readonly latencies: readonly number[]
}

async function run({ api, postgres }: Installation, shot: Shot): Promise<Run> {
  const before = { api: cpuSeconds(api.pid), postgres: cpuSeconds(postgres.pid) }
  const latencies = await fireOpen(shot, rate)
  const perRequest = (seconds: number): number => (seconds * 1000) / latencies.length
  return {
    apiMs: perRequest(cpuSeconds(api.pid) - before.api),
    postgresMs: perRequest(cpuSeconds(postgres.pid) - before.postgres),
    latencies,
  }
}

/** PB4. 10^5 joins as fast as they go, with the resident memory of the ordinary build on the way. */
export async function benchJoinMemory(): Promise<void> {
  await using installation = await startInstallation()
  const { api } = installation
  const joining = await open(installation, meetings)
  const sizes: number[] = []
  const begun = performance.now()
  let joins = 0
  for (let step = 0; step < soak.steps; step++) {
    const count = soak.joins / soak.steps
    joins += await fireClosed(joining, { count, wide: soak.wide, deadline: begun + soak.withinMs })
    sizes.push(residentBytes(api.pid) / mebibyte)
  }
  const seconds = (performance.now() - begun) / 1000
  const on = sizes.map((size) => size.toFixed(0)).join(', ')
  const missed = joins < soak.joins ? `${soak.joins} not reached in ${soak.withinMs / 1000} s; ` : ''
  print({
    name: `RSS of the API after ${joins} joins`,
    value: sizes.at(-1) ?? Number.NaN,
    unit: 'MiB',
    target: 220,
    note: `${missed}on the way ${on}; ${(joins / seconds).toFixed(0)} joins/s; load ${loadavg()[0]?.toFixed(1)}`,
  })
}

/** Makes meetings that somebody has entered already: the first join of a sitting also opens its room. */
async function open(installation: Installation, count: number): Promise<Shot> {
  const host = await installation.administrator()
  const urls: string[] = []
  for (let number = 0; number < count; number++) {
    const { slug } = await host.createMeeting()
    await installation.visitor().join(slug, { name: 'Ada' })
    urls.push(`${installation.origin}/api/v1/meetings/${slug}/join`)
  }
  return toShot(urls)
}

function toShot(urls: readonly string[]): Shot {
  return { urls, body: { name: 'Ada' } }
}

/** Builds the server of the benchmark in the same way as the API. Returns its path in the repository. */
async function buildFloorServer(): Promise<string> {
  const outDir = join(root, 'apps/e2e/dist')
  await build({
    root: join(root, 'apps/api'),
    logLevel: 'warn',
    build: {
      ssr: join(root, 'apps/e2e/bench/floor-server.ts'),
      outDir,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: 'floor-server.js' } },
    },
  })
  return 'apps/e2e/dist/floor-server.js'
}
