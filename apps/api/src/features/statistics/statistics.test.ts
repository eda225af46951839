import { exportStatistics, getStatistics } from '@parvis/contract/statistics'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../../platform/database.ts'
import { awaitClosing } from './past-for-tests.ts'

let world: World
let administrator: Visitor
beforeAll(async () => {
  world = await startTestWorld()
  administrator = await world.administrator()
  await awaitClosing(query, { timeZones: 1 })
})
afterAll(() => world?.[Symbol.asyncDispose]())

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  world.api.context.database.pool.query<Row>(text, values).then(({ rows }) => rows)

interface Stay {
  readonly joined: string | null
  readonly left: string | null
  readonly account?: boolean
  readonly state?: string
}

/** An organisation in which one sitting has begun at `started` and these people were there. */
async function seed(started: string, stays: readonly Stay[]): Promise<string> {
  const [row] = await query<{ organisation: string; occurrence: string; account: string }>(
    `WITH organisation AS (INSERT INTO "Organisation" (id, name) VALUES (gen_random_uuid(), 'Seeded') RETURNING id),
     account AS (INSERT INTO "User" (id, "organisationId", email, name)
       SELECT gen_random_uuid(), id, id || '@example.org', 'Ada' FROM organisation RETURNING id),
     meeting AS (INSERT INTO "Meeting" (id, "organisationId", slug)
       SELECT gen_random_uuid(), id, id::text FROM organisation RETURNING id),
     occurrence AS (INSERT INTO "Occurrence" (id, "meetingId", "sfuRoom", "startedAt")
       SELECT gen_random_uuid(), id, id::text, $1 FROM meeting RETURNING id)
     SELECT organisation.id AS organisation, occurrence.id AS occurrence, account.id AS account
     FROM organisation, occurrence, account`,
    [started],
  )
  for (const { joined, left, account, state = 'admitted' } of stays)
    await query(
      `INSERT INTO "Attendance" (id, "occurrenceId", "userId", "deviceHash", name, "joinedAt", "leftAt", "admittedAt", state)
       VALUES (gen_random_uuid(), $1, $2, '', 'Ada', $3, $4, coalesce($3::timestamptz, $4, $5), $6::"PlaceState")`,
      [row?.occurrence, account ? row?.account : null, joined, left, started, state],
    )
  return row?.organisation ?? ''
}

const nothing = {
  meetings: 0,
  participants: 0,
  guests: 0,
  accounts: 0,
  minutes: 0,
  peak: 0,
  refused: 0,
  neverConnected: 0,
  poorMinutes: 0,
}

async function ask(organisationId: string, period: object) {
  const { status, body } = await administrator.call(getStatistics, {
    query: {
      organisationId,
      unit: 'day',
      timeZone: 'Europe/Paris',
      from: '2026-10-24',
      to: '2026-10-26',
      ...period,
    },
  })
  expect(status).toBe(200)
  return body as { periods: { start: string }[]; total: object }
}

test('a stay over midnight counts in both days, as the clock on the wall of the time zone has them', async () => {
  // Paris: from 23:30 on the 24th to 00:45 on the 25th.
  const organisation = await seed('2026-10-24T21:30:00Z', [
    { joined: '2026-10-24T21:30:00Z', left: '2026-10-24T22:45:00Z', account: true },
    { joined: '2026-10-24T21:40:00Z', left: '2026-10-24T22:10:00Z' },
  ])
  const { periods, total } = await ask(organisation, {})
  expect(periods).toEqual([
    {
      ...nothing,
      start: '2026-10-24',
      meetings: 1,
      participants: 2,
      guests: 1,
      accounts: 1,
      minutes: 50,
      peak: 2,
    },
    { ...nothing, start: '2026-10-25', accounts: 1, minutes: 55, peak: 2 },
    { ...nothing, start: '2026-10-26' },
  ])
  expect(total).toEqual({
    ...nothing,
    meetings: 1,
    participants: 2,
    guests: 1,
    accounts: 1,
    minutes: 105,
    peak: 2,
  })
  const elsewhere = await ask(organisation, { timeZone: 'America/Martinique' })
  expect(elsewhere.periods[0]).toMatchObject({ start: '2026-10-24', minutes: 105 })
})

test('the day on which the clocks go back has 25 hours', async () => {
  const organisation = await seed('2026-10-24T22:00:00Z', [
    { joined: '2026-10-24T22:00:00Z', left: '2026-10-25T23:00:00Z' },
  ])
  expect((await ask(organisation, {})).periods).toMatchObject([
    { minutes: 0 },
    { start: '2026-10-25', minutes: 25 * 60 },
    { minutes: 0 },
  ])
})

test('who leaves at the moment at which another comes is not there together with them', async () => {
  const organisation = await seed('2026-10-26T08:00:00Z', [
    { joined: '2026-10-26T08:00:00Z', left: '2026-10-26T09:00:00Z' },
    { joined: '2026-10-26T09:00:00Z', left: '2026-10-26T10:00:00Z' },
    { joined: '2026-10-26T08:30:00Z', left: '2026-10-26T09:30:00Z' },
  ])
  expect((await ask(organisation, {})).total).toMatchObject({ peak: 2, participants: 3, minutes: 180 })
})

test('who was refused, and who was let in and never seen, are counted apart; who still waits is not', async () => {
  const organisation = await seed('2026-10-26T08:00:00Z', [
    { joined: null, left: '2026-10-26T08:10:00Z', state: 'refused' },
    { joined: null, left: null },
    { joined: null, left: null, state: 'waiting' },
  ])
  expect((await ask(organisation, {})).periods[2]).toEqual({
    ...nothing,
    start: '2026-10-26',
    refused: 1,
    neverConnected: 1,
  })
})

test('who is in a call now counts until now; months are whole', async () => {
  const hourAgo = new Date(Date.now() - 3_600_000)
  const organisation = await seed(hourAgo.toISOString(), [{ joined: hourAgo.toISOString(), left: null }])
  const day = (date: Date) => date.toISOString().slice(0, 10)
  const { total, periods } = await ask(organisation, {
    from: day(new Date(Date.now() - 86_400_000)),
    to: day(new Date(Date.now() + 86_400_000)),
    unit: 'month',
  })
  expect(total).toMatchObject({ meetings: 1, minutes: 60, peak: 1 })
  expect(periods.every(({ start }) => start.endsWith('-01'))).toBe(true)
})

test('A80: figures never cross organisations', async () => {
  const other = await seed('2026-10-26T08:00:00Z', [
    { joined: '2026-10-26T08:00:00Z', left: '2026-10-26T09:00:00Z' },
  ])
  const own = await seed('2026-10-26T08:00:00Z', [])
  const chief = await world.member('Chief')
  await query(`UPDATE "User" SET role = 'administrator', "organisationId" = $1 WHERE name = 'Chief'`, [own])
  const period = { unit: 'day', timeZone: 'UTC', from: '2026-10-26', to: '2026-10-26' } as const
  expect((await chief.call(getStatistics, { query: period })).body).toMatchObject({ total: nothing })
  const foreign = { ...period, organisationId: other as never }
  expect((await chief.call(getStatistics, { query: foreign })).status).toBe(404)
  expect((await chief.call(exportStatistics, { query: foreign })).status).toBe(404)
})

test.each([
  { timeZone: "Europe/Paris'; --" },
  { timeZone: 'Mars/Olympus' },
  { from: '2026-10-27' },
  { from: '2020-01-01' },
  { from: '0000-01-01', to: '0000-01-02' },
  { unit: 'second' },
])('a period that means nothing is refused: %j', async (wrong) => {
  const period = { unit: 'day', timeZone: 'UTC', from: '2026-10-26', to: '2026-10-26', ...wrong }
  expect((await administrator.call(getStatistics, { query: period as never })).status).toBe(400)
})

test('two counts at once at most hold connections, however many ask; the others have their answers afterwards', async () => {
  const { pool } = world.api.context.database
  const counting = async () => {
    const [row] = await query<{ count: number }>(
      `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
         AND query LIKE 'WITH places%'`,
    )
    return row?.count
  }
  const holder = await pool.connect()
  await holder.query('BEGIN; LOCK TABLE "Occurrence" IN ACCESS EXCLUSIVE MODE')
  const period = { unit: 'day', timeZone: 'UTC', from: '2026-10-26', to: '2026-10-26' } as const
  const asked = Array.from({ length: 6 }, () => administrator.call(getStatistics, { query: period }))
  await expect.poll(counting).toBe(2)
  // Others are answered meanwhile, and no further count has begun.
  expect((await administrator.fetch('/api/v1/me')).status).toBe(200)
  expect(await counting()).toBe(2)
  await holder.query('COMMIT')
  holder.release()
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array.from(asked, () => 200))
})

test('C16: the file holds counts and no identifier, and a hundred thousand places are counted within seconds', async () => {
  const organisation = await seed('2026-03-01T08:00:00Z', [])
  await inTransaction(world.api.context.database.pool, async (sql) => {
    await sql.query('SET LOCAL statement_timeout = 0')
    await sql.query(
      `WITH sitting AS (
       INSERT INTO "Occurrence" (id, "meetingId", "sfuRoom", "startedAt", "endedAt")
       SELECT gen_random_uuid(), m.id, gen_random_uuid()::text, '2026-01-01'::timestamptz + n * interval '1 h', '2026-12-01'
       FROM "Meeting" m, generate_series(1, 5000) n WHERE m."organisationId" = $1 RETURNING id, "startedAt")
     INSERT INTO "Attendance" (id, "occurrenceId", "deviceHash", name, "joinedAt", "leftAt")
     SELECT gen_random_uuid(), id, '', 'Canary', "startedAt" + n * interval '1 s', "startedAt" + interval '50 min'
     FROM sitting, generate_series(1, 20) n`,
      [organisation],
    )
  })
  await query('ANALYZE')
  const period = { organisationId: organisation as never, timeZone: 'Europe/Paris', unit: 'day' as const }
  const year = await administrator.call(getStatistics, {
    query: { ...period, from: '2026-01-01', to: '2026-12-31' },
  })
  expect(year.body).toMatchObject({ total: { meetings: 5000, participants: 100_000, peak: 20 } })
  const file = await administrator.call(exportStatistics, {
    query: { ...period, from: '2026-01-02', to: '2026-01-03' },
  })
  expect(String(file.body)).toBe(
    [
      '"start","meetings","participants","guests","accounts","minutes","peak","refused","neverConnected","poorMinutes"',
      '"2026-01-02",24,480,480,0,23916,20,0,0,0',
      '"2026-01-03",24,480,480,0,23916,20,0,0,0',
      '',
    ].join('\r\n'),
  )
})
