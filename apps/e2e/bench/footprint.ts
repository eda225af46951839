import { setTimeout as elapse } from 'node:timers/promises'
import { startInstallation } from '../harness/installation.ts'
import { cpuSeconds, proportionalBytes, residentBytesOfTree } from './processes.ts'
import { print } from './report.ts'
import { median } from './statistics.ts'

const starts = 7
const settleMs = 10_000
const mebibyte = 1024 * 1024

/**
 * What the product takes when nobody uses it. Memory of API, PostgreSQL and LiveKit, ten seconds after the last start,
 * as summed RSS (which counts shared pages once for each process) and as PSS (which shares them out). And the time
 * from spawning the API on a migrated database to its first 200 of `/readyz`, the median of several cold processes.
 */
export async function benchFootprint(): Promise<void> {
  await using installation = await startInstallation()
  const { api, postgres, livekit } = installation
  const times: number[] = []
  const work: number[] = []
  for (let start = 0; start < starts; start++) {
    api.kill('SIGKILL')
    await api.ended()
    const begun = performance.now()
    await api.restart()
    times.push((performance.now() - begun) / 1000)
    work.push(cpuSeconds(api.pid))
  }
  print({ name: 'API start → first 200', value: median(times), unit: 's', target: 0.8 })
  print({ name: 'API start, CPU', value: median(work), unit: 's' })

  await elapse(settleMs)
  const parts = { API: api.pid, PostgreSQL: postgres.pid, LiveKit: livekit.pid }
  let total = 0
  for (const [name, pid] of Object.entries(parts)) {
    const resident = residentBytesOfTree(pid) / mebibyte
    total += resident
    const shared = `PSS ${(proportionalBytes(pid) / mebibyte).toFixed(0)} MiB`
    print({ name: `${name}, idle`, value: resident, unit: 'MiB RSS', note: shared })
  }
  print({ name: 'everything, idle', value: total, unit: 'MiB RSS', target: 300 })
}
