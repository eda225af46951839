import { loadavg } from 'node:os'
import { setTimeout as elapse } from 'node:timers/promises'
import { answerWaiting } from '@parvis/contract/admission'
import type { Visitor } from '@parvis/testkit/visitor'
import { startInstallation } from '../harness/installation.ts'
import type { Installation } from '../harness/installation.ts'
import { createCrowd } from './crowd.ts'
import type { Crowd, WaitingClient } from './crowd.ts'
import { cpuSeconds, residentBytes } from './processes.ts'
import { print } from './report.ts'
import { quantile } from './statistics.ts'
import { measureWaitingPage } from './waiting-page.ts'

const waiting = 500
const settleMs = 5_000
const steadyMs = 60_000
const singleAnswers = 60
const mebibyte = 1024 * 1024

/**
 * PB5. Five hundred people wait with a connection and an address each, limits on. CPU of API and PostgreSQL over a
 * minute of waiting; the time from the host's request to the word at the door, one by one and then all at once; and a
 * real page that waits, against the same page with its preview before asking.
 */
export async function benchWaitingRoom(): Promise<void> {
  await using installation = await startInstallation({
    environment: { RATE_LIMITS: 'on', TRUST_PROXY: '1' },
  })
  const host = await installation.administrator()
  const { slug } = await host.createMeeting('Conseil', 'restricted')
  await host.join(slug, {})
  using crowd = createCrowd(installation.origin, slug)
  const begun = performance.now()
  const clients = await crowd.arrive(waiting)
  print({
    name: `${waiting} people knock`,
    value: (performance.now() - begun) / 1000,
    unit: 's',
    note: `load ${loadavg()[0]?.toFixed(1)}`,
  })
  await measureWaiting(installation, crowd)
  await measureAnswers({ host, slug, clients })
  await measureWaitingPage(installation, slug)
}

async function measureWaiting({ api, postgres }: Installation, crowd: Crowd): Promise<void> {
  await elapse(settleMs)
  const read = () => ({ api: cpuSeconds(api.pid), postgres: cpuSeconds(postgres.pid) })
  const [before, requests] = [read(), crowd.requests]
  await elapse(steadyMs)
  const after = read()
  const personMinutes = (waiting * steadyMs) / 60_000
  const spent = after.api - before.api + after.postgres - before.postgres
  const share = (seconds: number): string => `${((seconds * 1000) / personMinutes).toFixed(2)} ms`
  print({
    name: `CPU per person and minute, ${waiting} waiting`,
    value: (spent * 1000) / personMinutes,
    unit: 'ms',
    note: `API ${share(after.api - before.api)}, PostgreSQL ${share(after.postgres - before.postgres)}; load ${loadavg()[0]?.toFixed(1)}`,
  })
  print({
    name: 'requests per person and minute',
    value: (crowd.requests - requests) / personMinutes,
    unit: '',
    target: 0,
  })
  print({ name: `RSS of the API, ${waiting} waiting`, value: residentBytes(api.pid) / mebibyte, unit: 'MiB' })
}

interface Answering {
  readonly host: Visitor
  readonly slug: string
  readonly clients: readonly WaitingClient[]
}

async function measureAnswers({ host, slug, clients }: Answering): Promise<void> {
  const answer = (participantIds: 'all' | WaitingClient['id'][]) =>
    host.call(answerWaiting, { params: { slug }, body: { decision: 'admit', participantIds } })
  const singles: number[] = []
  for (const client of clients.slice(0, singleAnswers)) {
    const begun = performance.now()
    const [at] = await Promise.all([client.told('admitted'), answer([client.id])])
    singles.push(at - begun)
  }
  printLatency('one admitted → told', singles, 150)
  const rest = clients.slice(singleAnswers)
  const begun = performance.now()
  const [times] = await Promise.all([
    Promise.all(rest.map((client) => client.told('admitted'))),
    answer('all'),
  ])
  const together = times.map((at) => at - begun)
  printLatency(`${rest.length} admitted at once → told`, together)
}

function printLatency(name: string, values: readonly number[], target?: number): void {
  print({ name: `${name}, median`, value: quantile(values, 0.5), unit: 'ms' })
  print({
    name: `${name}, 95th percentile`,
    value: quantile(values, 0.95),
    unit: 'ms',
    ...(target !== undefined && { target }),
    note: `load ${loadavg()[0]?.toFixed(1)}`,
  })
}
