import type { Visitor } from '@parvis/testkit/visitor'
import { seedJournal, seedPeople } from '@parvis/testkit/seed-people'
import { startInstallation } from '../harness/installation.ts'
import type { Installation } from '../harness/installation.ts'
import { print } from './report.ts'
import { timeMs } from './time-request.ts'
import { median, quantile, ratio, ratioInterval } from './statistics.ts'
import type { Pair } from './statistics.ts'

const crowd = { organisations: 500, people: 100_000, meetings: 100_000 } as const
const journalEntries = 1_000_000
const samples = 40
const warmUp = 10

const dayMs = 86_400_000
const daysAgo = (days: number): string => new Date(Date.now() - days * dayMs).toISOString()

/**
 * Lists of the console with 100,000 people, as many meetings and a journal of a million entries: time of a request
 * against the floor, who one is, one indexed read, on the same connection, one after the other.
 */
export async function benchAdministration(): Promise<void> {
  await using installation = await startInstallation({ environment: { RATE_LIMITS: 'off' } })
  await seedPeople(installation.query, crowd)
  await seedJournal(installation.query, journalEntries)
  const administrator = await installation.administrator()
  const lists = listsFor(await pickPerson(installation))
  for (const [name, path] of Object.entries(lists)) await compare(administrator, name, path)
  for (const [name, path] of Object.entries(countings())) await time(administrator, name, path)
}

interface Person {
  readonly id: string
  readonly organisationId: string
}

async function pickPerson({ query }: Installation): Promise<Person> {
  const [person] = await query<Person>(
    `SELECT id, "organisationId" FROM "User" WHERE email = 'person100@example.org'`,
  )
  if (!person) throw new Error('nobody was seeded')
  return person
}

function listsFor({ id, organisationId }: Person): Readonly<Record<string, string>> {
  const monthsAgo = `from=${daysAgo(301)}&to=${daysAgo(300)}`
  return {
    'people, first page': '/api/v1/admin/users',
    'people by part of a name': '/api/v1/admin/users?search=lefevre%2012',
    'people by address': '/api/v1/admin/users?search=person98765',
    'nobody matches': '/api/v1/admin/users?search=xyzzyx',
    'meetings, first page': '/api/v1/admin/meetings',
    'meetings going on': '/api/v1/admin/meetings?only=running',
    'meetings by name': '/api/v1/admin/meetings?search=reunion%2098765',
    'organisations, first page': '/api/v1/admin/organisations',
    'organisations by name': '/api/v1/admin/organisations?search=organisation%20321',
    'one organisation': `/api/v1/admin/organisations/${organisationId}`,
    'journal, first page': '/api/v1/admin/audit',
    'journal of an organisation': `/api/v1/admin/audit?organisationId=${organisationId}`,
    'journal, a rare act': '/api/v1/admin/audit?action=audit.exported',
    'journal, an act that never happened': '/api/v1/admin/audit?action=person.erased',
    'journal, what somebody did': `/api/v1/admin/audit?actor=user:${id}`,
    'journal, what was done to somebody': `/api/v1/admin/audit?target=user:${id}`,
    'journal, a day ten months ago': `/api/v1/admin/audit?${monthsAgo}`,
    'journal, what somebody did that day': `/api/v1/admin/audit?${monthsAgo}&actor=user:${id}`,
  }
}

function countings(): Readonly<Record<string, string>> {
  const period = (days: number, unit: string): string =>
    `from=${daysAgo(days).slice(0, 10)}&to=${daysAgo(0).slice(0, 10)}&unit=${unit}&timeZone=Europe/Paris`
  return {
    'statistics of a week, by day': `/api/v1/admin/statistics?${period(6, 'day')}`,
    'statistics of a month, by day': `/api/v1/admin/statistics?${period(30, 'day')}`,
    'statistics of a year, by month': `/api/v1/admin/statistics?${period(365, 'month')}`,
  }
}

async function compare(administrator: Visitor, name: string, path: string): Promise<void> {
  const pairs: Pair[] = []
  for (let sample = 0; sample < warmUp + samples; sample++) {
    const reference = await timeMs(administrator, '/api/v1/me')
    pairs.push({ reference, ours: await timeMs(administrator, path) })
  }
  const counted = pairs.slice(warmUp)
  const times = counted.map(({ ours }) => ours)
  print({
    name,
    value: median(times),
    unit: 'ms',
    reference: median(counted.map(({ reference }) => reference)),
    ratio: ratio(counted),
    interval: ratioInterval(counted),
    target: 10,
    note: `95th percentile ${quantile(times, 0.95).toFixed(1)} ms`,
  })
}

async function time(administrator: Visitor, name: string, path: string): Promise<void> {
  const times: number[] = []
  for (let sample = 0; sample < 5; sample++) times.push(await timeMs(administrator, path))
  const note = `of ${crowd.meetings} sittings with 3 people each; slowest ${Math.max(...times).toFixed(0)} ms`
  print({ name, value: median(times), unit: 'ms', target: 1000, note })
}
