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

const rate = { perSecond: 200, seconds: 8 } as const
// A-B-B-A: two pairs a round; the first round warms up and is dropped.
const rounds = 5
const soak = { joins: 100_000, steps: 5, wide: 16 } as const
const mebibyte = 1024 * 1024

/**
 * PB4. CPU of a guest's join of a public meeting, from /proc: of the API's process, and with PostgreSQL's; against a
 * floor route on the same server, one SELECT and one signature (`floor-server.ts`). Open loop, blocks interleaved
 * A-B-B-A; latencies from the moment at which each request was due. Then 10^5 joins as fast as they go, with the
 * resident memory of the ordinary build on the way.
 */
export async function benchJoinApi(): Promise<void> {
  await measureCpu(await buildFloorServer())
  await measureMemory()
}

async function measureCpu(apiScript: string): Promise<void> {
  await using installation = await startInstallation({ apiScript })
  const [joining, floor] = await shots(installation)
  const runs: { readonly ours: Run; readonly reference: Run }[] = []
  for (let round = 0; round < rounds; round++) {
    const first = await run(installation, joining)
    const second = await run(installation, floor)
    const third = await run(installation, floor)
    const fourth = await run(installation, joining)
    if (round > 0) runs.push({ ours: first, reference: second }, { ours: fourth, reference: third })
  }
  const pairs = runs.map(({ ours, reference }): Pair => ({ ours: ours.apiMs, reference: reference.apiMs }))
  print({
    name: `CPU of the API per join, ${rate.perSecond}/s`,
    value: median(pairs.map(({ ours }) => ours)),
    unit: 'ms',
    reference: median(pairs.map(({ reference }) => reference)),
    ratio: ratio(pairs),
    interval: ratioInterval(pairs),
    target: 2,
  })
  print({
    name: 'the same with PostgreSQL',
    value: median(runs.map(({ ours }) => ours.apiMs + ours.postgresMs)),
    unit: 'ms',
    reference: median(runs.map(({ reference }) => reference.apiMs + reference.postgresMs)),
  })
  print({
    name: 'with PostgreSQL, to be reached',
    value: median(runs.map(({ ours }) => ours.apiMs + ours.postgresMs)),
    unit: 'ms',
    target: 0.6,
  })
  print({
    name: 'latency, 99th percentile',
    value: quantile(
      runs.flatMap(({ ours }) => ours.latencies),
      0.99,
    ),
    unit: 'ms',
    reference: quantile(
      runs.flatMap(({ reference }) => reference.latencies),
      0.99,
    ),
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

async function measureMemory(): Promise<void> {
  await using installation = await startInstallation()
  const { api } = installation
  const [joining] = await shots(installation)
  const sizes: number[] = []
  const begun = performance.now()
  for (let step = 0; step < soak.steps; step++) {
    await fireClosed(joining, { count: soak.joins / soak.steps, wide: soak.wide })
    sizes.push(residentBytes(api.pid) / mebibyte)
  }
  const perSecond = (soak.joins * 1000) / (performance.now() - begun)
  print({
    name: `RSS of the API after ${soak.joins} joins`,
    value: sizes.at(-1) ?? Number.NaN,
    unit: 'MiB',
    target: 220,
    note: `on the way ${sizes.map((size) => size.toFixed(0)).join(', ')}; ${perSecond.toFixed(0)} joins/s`,
  })
}

async function shots(installation: Installation): Promise<readonly [Shot, Shot]> {
  const { slug } = await (await installation.administrator()).createMeeting()
  const body = { name: 'Ada' }
  return [
    { url: `${installation.origin}/api/v1/meetings/${slug}/join`, body },
    { url: `${installation.origin}/floor/${slug}`, body },
  ]
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
