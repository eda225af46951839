import { eventually } from '@parvis/testkit/eventually'
import { seedPeople, seedYear } from '@parvis/testkit/seed-people'
import type { Visitor } from '@parvis/testkit/visitor'
import { startInstallation } from '../harness/installation.ts'
import type { Installation } from '../harness/installation.ts'
import { print } from './report.ts'
import { timeMs } from './time-request.ts'
import { median, quantile } from './statistics.ts'

const crowd = { organisations: 100, people: 20_000, meetings: 5000 } as const
const sittingsADay = 400
const places = 365 * sittingsADay * 4

// The same days: those of the first are kept, those of the second are counted from places at each request.
const [kept, counted] = ['Europe/Paris', 'Europe/Berlin'] as const

/** Statistics of a year in which people came to more than half a million places: from days that are kept, and from the places. */
export async function benchYear(): Promise<void> {
  await using installation = await startInstallation({ environment: { RATE_LIMITS: 'off' } })
  await seedPeople(installation.query, crowd)
  await seedYear(installation.query, sittingsADay)
  await closeDays(installation)
  const administrator = await installation.administrator()
  const [organisation] = await installation.query<{ id: string }>(
    'SELECT id FROM "Organisation" ORDER BY name LIMIT 1',
  )
  const periods = {
    'year by month': period(364, 'month'),
    'month by day': period(29, 'day'),
    'year by month of one organisation': `${period(364, 'month')}&organisationId=${organisation?.id}`,
  }
  for (const [name, wanted] of Object.entries(periods)) await compare(administrator, name, wanted)
  await meanwhile(administrator)
}

const day = (daysAgo: number): string =>
  new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)

function period(days: number, unit: string): string {
  return `/api/v1/admin/statistics?from=${day(days)}&to=${day(0)}&unit=${unit}`
}

/** As at the first start of a version that keeps days. */
async function closeDays({ query, api }: Installation): Promise<void> {
  await query('DELETE FROM "StatisticsClosing"')
  await api.restart()
  const begun = performance.now()
  const closed = async (): Promise<void> => {
    const [closing] = await query<{ done: boolean }>(
      `SELECT through >= (now() - interval '2 days')::date AS done FROM "StatisticsClosing"`,
    )
    if (!closing?.done) throw new Error('the days of the year are not closed yet')
  }
  await eventually(closed, 180_000)
  print({
    name: 'a day of the past is closed in',
    value: (performance.now() - begun) / 365,
    unit: 'ms',
    note: `of ${places} places in a year`,
  })
}

async function compare(administrator: Visitor, name: string, path: string): Promise<void> {
  const times = { [kept]: [] as number[], [counted]: [] as number[] }
  for (let turn = 0; turn < 4; turn++)
    for (const zone of [counted, kept] as const)
      times[zone].push(await timeMs(administrator, `${path}&timeZone=${zone}`))
  const [value, reference] = [median(times[kept].slice(1)), median(times[counted].slice(1))]
  print({ name, value, unit: 'ms', reference, note: 'reference: counted from places' })
}

/** How long others wait while six ask for what is counted. */
async function meanwhile(administrator: Visitor): Promise<void> {
  let answered = 0
  const six = Array.from({ length: 6 }, () =>
    administrator
      .fetch(`${period(364, 'month')}&timeZone=${counted}`)
      .then(({ status }) => (answered++, status)),
  )
  const times: number[] = []
  while (answered < six.length) times.push(await timeMs(administrator, '/api/v1/me'))
  const statuses = await Promise.all(six)
  print({
    name: 'somebody else, while six ask for a counted year',
    value: median(times),
    unit: 'ms',
    note: `99th percentile ${quantile(times, 0.99).toFixed(1)} ms; the six: ${statuses.join(' ')}`,
  })
}
