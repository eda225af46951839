import { getStatistics } from '@parvis/contract/statistics'
import type { StatisticsQuery } from '@parvis/contract/statistics'
import { eventually } from '@parvis/testkit/eventually'
import { createRandom } from '@parvis/testkit/random'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { awaitClosing, inventPast, writePast } from './past-for-tests.ts'
import type { Past } from './past-for-tests.ts'
import { countPlainly } from './plain-count-for-tests.ts'
import { closeDays } from './run-closing.ts'

const timeZones = ['Europe/Paris', 'Pacific/Noumea', 'America/St_Johns', 'UTC'] as const
const dayMs = 86_400_000
const random = createRandom(20_261_123)
const past = inventPast(random, { start: Date.parse('2026-10-18'), days: 20 })

let world: World
let administrator: Visitor
beforeAll(async () => {
  world = await startTestWorld({
    environment: { STATISTICS_TIME_ZONES: timeZones.join(','), RATE_LIMITS: 'off' },
  })
  administrator = await world.administrator()
  await awaitClosing(query, { timeZones: timeZones.length })
  await writePast(query, past)
  await forgetDays()
})
afterAll(() => world?.[Symbol.asyncDispose]())

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  world.api.context.database.pool.query<Row>(text, values).then(({ rows }) => rows)

async function forgetDays(): Promise<void> {
  await query('DELETE FROM "StatisticsDay"')
  await query('DELETE FROM "StatisticsVisit"')
  await query('DELETE FROM "StatisticsClosing"')
}

async function ask(wanted: StatisticsQuery) {
  const { body } = await administrator.call(getStatistics, { query: wanted })
  const { periods, total } = getStatistics.reply.parse(body)
  return { periods, accounts: total.accounts }
}

/** What anybody could ask: days and months, of one organisation and of all, from and to any day. */
function inventQuestion(timeZone: string, { organisations }: Past): StatisticsQuery {
  const day = (number: number): string =>
    new Date(Date.parse('2026-10-14') + number * dayMs).toISOString().slice(0, 10)
  const from = random.integer(24)
  const organisationId = random.pick([undefined, ...organisations]) as StatisticsQuery['organisationId']
  return {
    ...(organisationId && { organisationId }),
    from: day(from),
    to: day(from + random.integer(28 - from)),
    unit: random.pick(['day', 'month']),
    timeZone,
  }
}

async function compareWithPlainCount(zones: readonly string[]): Promise<void> {
  for (const timeZone of zones) {
    for (let turn = 0; turn < 8; turn++) {
      const question = inventQuestion(timeZone, past)
      const { organisationId } = question
      const places = past.places.filter(
        ({ organisation }) => !organisationId || organisation === organisationId,
      )
      expect({ question, ...(await ask(question)) }).toEqual({ question, ...countPlainly(places, question) })
    }
  }
}

const close = (now: string | Date) => closeDays(world.api.context, new Date(now))

test('figures are those of a plain count: while no day is kept, when some are, when all are, and in other time zones', async () => {
  await compareWithPlainCount(timeZones)
  await close('2026-10-29T14:00Z')
  await compareWithPlainCount(timeZones)
  await close('2026-11-20T14:00Z')
  await compareWithPlainCount([...timeZones, 'Asia/Kathmandu'])
  const [kept] = await query<{ days: number }>('SELECT count(DISTINCT day)::int AS days FROM "StatisticsDay"')
  expect(kept?.days).toBeGreaterThan(20)
})

test('days that are over are read, and not counted: their figures stay when places are purged and people erased', async () => {
  await close('2026-11-20T14:00Z')
  const year: StatisticsQuery = {
    from: '2026-01-01',
    to: '2026-11-19',
    unit: 'month',
    timeZone: 'Europe/Paris',
  }
  const before = await ask(year)
  await query('DELETE FROM "Occurrence"')
  await query(`DELETE FROM "User" WHERE email LIKE '%000%@example.org'`)
  expect(await query('SELECT FROM "Attendance"')).toEqual([])
  expect(before.accounts).toBe(past.accounts.length)
  expect(await ask(year)).toEqual(before)
  expect((await ask({ ...year, timeZone: 'Asia/Kathmandu' })).accounts).toBe(0)
})

/** A sitting of days ago that nobody has ended, to which somebody came for an hour. */
async function leaveOpen(days: number): Promise<{ organisation: string; occurrence: string }> {
  const [row] = await query<{ organisation: string; occurrence: string }>(
    `WITH organisation AS (INSERT INTO "Organisation" (id, name) VALUES (gen_random_uuid(), 'Open') RETURNING id),
     account AS (INSERT INTO "User" (id, "organisationId", email, name)
       SELECT gen_random_uuid(), id, id || '@example.org', 'Grace' FROM organisation RETURNING id),
     meeting AS (INSERT INTO "Meeting" (id, "organisationId", slug)
       SELECT gen_random_uuid(), id, id::text FROM organisation RETURNING id),
     occurrence AS (INSERT INTO "Occurrence" (id, "meetingId", "sfuRoom", "startedAt")
       SELECT gen_random_uuid(), id, id::text, now() - make_interval(days => $1) FROM meeting RETURNING id, "startedAt"),
     place AS (INSERT INTO "Attendance" (id, "occurrenceId", "userId", "deviceHash", name, "admittedAt", "joinedAt", "leftAt")
       SELECT gen_random_uuid(), occurrence.id, account.id, '', 'Grace', "startedAt", "startedAt", "startedAt" + interval '1 hour'
       FROM occurrence, account)
     SELECT organisation.id AS organisation, occurrence.id AS occurrence FROM organisation, occurrence`,
    [days],
  )
  if (!row) throw new Error('nothing was written')
  return row
}

test('who comes back days later into a sitting that goes on was there all the time: its days are counted anew when it ends', async () => {
  await forgetDays()
  const { organisation, occurrence } = await leaveOpen(5)
  await close(new Date())
  const to = new Date(Date.now() - 2 * dayMs).toISOString().slice(0, 10)
  const from = new Date(Date.now() - 7 * dayMs).toISOString().slice(0, 10)
  const period: StatisticsQuery = {
    organisationId: organisation as never,
    from,
    to,
    unit: 'day',
    timeZone: 'UTC',
  }
  const minutes = async () => (await ask(period)).periods.reduce((sum, period) => sum + period.minutes, 0)
  expect(await minutes()).toBe(60)
  await query(`UPDATE "Attendance" SET "leftAt" = now() WHERE "occurrenceId" = $1`, [occurrence])
  await query(`UPDATE "Occurrence" SET "endedAt" = now() WHERE id = $1`, [occurrence])
  expect(await minutes()).toBe(60)
  await close(new Date())
  const { periods, accounts } = await ask(period)
  expect(periods.at(-1)).toMatchObject({ minutes: 1440, accounts: 1, peak: 1, participants: 0 })
  expect(accounts).toBe(1)
})

test('a day of which sittings are purged already is not counted anew', async () => {
  await forgetDays()
  const { organisation } = await leaveOpen(45)
  const { occurrence: lasting } = await leaveOpen(46)
  await close(new Date())
  await query(`INSERT INTO "RetentionRule" (kind, days) VALUES ('attendances', 30)`)
  await query(`UPDATE "Occurrence" SET "endedAt" = "startedAt" + interval '1 hour' WHERE id <> $1`, [lasting])
  await query(`DELETE FROM "Occurrence" WHERE "endedAt" < now() - interval '30 days'`)
  await query(`UPDATE "Occurrence" SET "endedAt" = now() WHERE id = $1`, [lasting])
  await close(new Date())
  const day = (days: number): string => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10)
  const period = { from: day(60), to: day(2), unit: 'month', timeZone: 'Europe/Paris' } as const
  const { accounts } = await ask({ ...period, organisationId: organisation as never })
  expect(accounts).toBe(1)
})

test('an installation that is updated counts its past by itself, once', async () => {
  await forgetDays()
  await leaveOpen(9)
  await using _ = await world.startApi()
  await eventually(async () => {
    const [closing] = await query<{ closed: number }>(
      `SELECT count(*)::int AS closed FROM "StatisticsClosing" WHERE through >= (now() - interval '3 days')::date`,
    )
    expect(closing?.closed).toBe(timeZones.length)
  })
})
