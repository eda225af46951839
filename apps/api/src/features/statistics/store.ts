import type { StatisticsPeriod, StatisticsQuery } from '@parvis/contract/statistics'
import type { PoolClient } from 'pg'

/** Of whom, from when to when. */
export interface StatisticsWanted extends Omit<StatisticsQuery, 'organisationId'> {
  /** Undefined for all. */
  readonly organisationId: string | undefined
}

// $1 organisation, $2 first day, $3 last day, $4 time zone, $5 unit.
const bounds = `bounds AS (
    SELECT $2::date::timestamp AT TIME ZONE $4 AS first, ($3::date + 1)::timestamp AT TIME ZONE $4 AS last)`
const places = `"Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" JOIN "Meeting" m ON m.id = o."meetingId"`
const isOurs = '($1::uuid IS NULL OR m."organisationId" = $1)'
const wasThere = `a."joinedAt" < last AND coalesce(a."leftAt", 'infinity') > first`

/** SQL: the day or month on the clock on the wall. */
const periodOf = (moment: string): string => `date_trunc($5, ${moment} AT TIME ZONE $4)`

// A stay is cut where a period ends, as the clock on the wall has it: days of 23 and 25 hours are right.
const periodsText = `WITH ${bounds},
  periods AS (
    SELECT start, least((start + step) AT TIME ZONE $4, last) AS "end",
      greatest(start AT TIME ZONE $4, first) AS begin, step
    FROM bounds, LATERAL (SELECT ('1 ' || $5)::interval AS step) unit,
      generate_series(${periodOf('first')}, $3::date::timestamp, step) start),
  places AS MATERIALIZED (
    SELECT a."occurrenceId", a."userId", a."joinedAt", coalesce(a."leftAt", now()) AS "leftAt", o."startedAt",
      a.state, a."admittedAt"
    FROM bounds, ${places}
    WHERE ${isOurs}
      AND (${wasThere} OR a."joinedAt" IS NULL AND a."admittedAt" >= first AND a."admittedAt" < last)),
  pieces AS MATERIALIZED (
    SELECT p.start, s."occurrenceId", s."userId", s."joinedAt" >= p.begin AS came,
      s."startedAt" >= p.begin AS began, greatest(s."joinedAt", p.begin) AS "from", least(s."leftAt", p."end") AS "to"
    FROM places s
      CROSS JOIN LATERAL generate_series(${periodOf('s."joinedAt"')}, ${periodOf('s."leftAt"')}, ('1 ' || $5)::interval) touched
      JOIN periods p ON p.start = touched AND s."leftAt" > p.begin AND s."joinedAt" < p."end"),
  present AS (
    SELECT start, count(DISTINCT "occurrenceId") FILTER (WHERE began) AS meetings,
      count(*) FILTER (WHERE came) AS participants, count(*) FILTER (WHERE came AND "userId" IS NULL) AS guests,
      count(DISTINCT "userId") AS accounts, sum(extract(epoch FROM "to" - "from")) / 60 AS minutes
    FROM pieces GROUP BY start),
  steps AS (
    SELECT start, "from" AS at, 1 AS change FROM pieces UNION ALL SELECT start, "to", -1 FROM pieces),
  peaks AS (
    SELECT start, max(there) AS peak
    FROM (SELECT start, sum(change) OVER (PARTITION BY start ORDER BY at, change ROWS UNBOUNDED PRECEDING) AS there
      FROM steps) running GROUP BY start),
  absent AS (
    SELECT ${periodOf('"admittedAt"')} AS start, count(*) FILTER (WHERE state = 'refused') AS refused,
      count(*) FILTER (WHERE state = 'admitted') AS "neverConnected"
    FROM places WHERE "joinedAt" IS NULL GROUP BY 1)
  SELECT to_char(p.start, 'YYYY-MM-DD') AS start, coalesce(meetings, 0)::int AS meetings,
    coalesce(participants, 0)::int AS participants, coalesce(guests, 0)::int AS guests,
    coalesce(accounts, 0)::int AS accounts, coalesce(minutes, 0)::float8 AS minutes, coalesce(peak, 0)::int AS peak,
    coalesce(refused, 0)::int AS refused, coalesce("neverConnected", 0)::int AS "neverConnected"
  FROM periods p LEFT JOIN present USING (start) LEFT JOIN peaks USING (start) LEFT JOIN absent USING (start)
  ORDER BY p.start`

const accountsText = `WITH ${bounds}
  SELECT count(DISTINCT a."userId")::int AS accounts FROM bounds, ${places} WHERE ${isOurs} AND ${wasThere}`

const longestMs = 60_000

/** What was counted; minutes with fractions. */
interface Counted {
  /** One row for each day or month, those in which nothing happened included. */
  readonly periods: readonly StatisticsPeriod[]
  /** Different accounts in all of it. */
  readonly accounts: number
}

/** In a transaction: it alone may take longer than other statements, and more memory for what it sorts. */
export async function countPeriods(sql: PoolClient, wanted: StatisticsWanted): Promise<Counted> {
  const { organisationId, from, to, unit, timeZone } = wanted
  const values = [organisationId ?? null, from, to, timeZone]
  await sql.query(`SET LOCAL statement_timeout = ${longestMs}`)
  await sql.query(`SET LOCAL work_mem = '64MB'`)
  const periods = await sql.query<StatisticsPeriod>(periodsText, [...values, unit])
  const all = await sql.query<{ accounts: number }>(accountsText, values)
  return { periods: periods.rows, accounts: all.rows[0]?.accounts ?? 0 }
}
