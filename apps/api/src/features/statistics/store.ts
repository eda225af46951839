import type { StatisticsPeriod, StatisticsQuery } from '@parvis/contract/statistics'
import type { PoolClient } from 'pg'
import { countDays } from './count-days.ts'

/** Of whom, from when to when. */
export interface StatisticsWanted extends Omit<StatisticsQuery, 'organisationId'> {
  /** Undefined for all. */
  readonly organisationId: string | undefined
}

const isWanted = `"timeZone" = $4 AND ("organisationId" = $1 OR $1 IS NULL AND "organisationId" IS NULL)
      AND day BETWEEN $5::date AND $3::date AND day < $2::date`

// Days before $2 are closed, from then to $3 they are counted; $5 is the first, $6 the unit.
const periodsText = `WITH ${countDays('ARRAY[$1::uuid]')},
  figures AS (
    SELECT date_trunc($6, day::timestamp) AS start, sum(meetings) AS meetings, sum(participants) AS participants,
      sum(guests) AS guests, sum("presentMs") / 60000 AS minutes, max(peak) AS peak, sum(refused) AS refused,
      sum("neverConnected") AS "neverConnected", sum("poorSeconds") / 60.0 AS "poorMinutes"
    FROM (
      SELECT day, meetings, participants, guests, "presentMs", peak, refused, "neverConnected", "poorSeconds"
      FROM "StatisticsDay" WHERE ${isWanted}
      UNION ALL
      SELECT day, meetings, participants, guests, "presentMs", peak, refused, "neverConnected", "poorSeconds" FROM counted) d
    GROUP BY 1),
  accounts AS (
    SELECT start, sum(accounts) FILTER (WHERE "lastDay" IS NULL OR "lastDay" < greatest(start, $5::date)) AS accounts,
      sum(accounts) FILTER (WHERE "lastDay" IS NULL OR "lastDay" < $5::date) AS newcomers
    FROM (
      SELECT date_trunc($6, day::timestamp) AS start, "lastDay", accounts FROM "StatisticsVisit" WHERE ${isWanted}
      UNION ALL
      SELECT date_trunc($6, day::timestamp), "lastDay", accounts FROM visits) v
    GROUP BY start)
  SELECT to_char(start, 'YYYY-MM-DD') AS start, coalesce(meetings, 0)::int AS meetings,
    coalesce(participants, 0)::int AS participants, coalesce(guests, 0)::int AS guests,
    coalesce(accounts, 0)::int AS accounts, coalesce(newcomers, 0)::int AS newcomers,
    coalesce(minutes, 0)::float8 AS minutes, coalesce(peak, 0)::int AS peak, coalesce(refused, 0)::int AS refused,
    coalesce("neverConnected", 0)::int AS "neverConnected", coalesce("poorMinutes", 0)::float8 AS "poorMinutes"
  FROM generate_series(date_trunc($6, $5::date::timestamp), $3::date::timestamp, ('1 ' || $6)::interval) start
    LEFT JOIN figures USING (start) LEFT JOIN accounts USING (start)
  ORDER BY start`

// Time zones whose days are not kept are counted from the first day on.
const openText = `SELECT to_char(greatest($1::date, max(through) + 1), 'YYYY-MM-DD') AS day
  FROM "StatisticsClosing" WHERE "timeZone" = $2`

const longestMs = 60_000

/** A day or month; minutes with fractions. */
export interface CountedPeriod extends StatisticsPeriod {
  /** Accounts that were there, and not in the periods before it that were asked for. */
  readonly newcomers: number
}

/**
 * One row for each day or month, those in which nothing happened included. In a transaction: it alone may take longer
 * than other statements, and more memory for what it sorts.
 */
export async function countPeriods(
  sql: PoolClient,
  { organisationId, from, to, unit, timeZone }: StatisticsWanted,
): Promise<readonly CountedPeriod[]> {
  await allowLong(sql)
  const open = await sql.query<{ day: string }>(openText, [from, timeZone])
  const firstOpen = open.rows[0]?.day ?? from
  const values = [organisationId ?? null, firstOpen, to, timeZone, from, unit]
  const { rows } = await sql.query<CountedPeriod>(periodsText, values)
  return rows
}

/** Lets the statements of this transaction take longer than others, and more memory for what they sort. */
export async function allowLong(sql: PoolClient): Promise<void> {
  await sql.query(`SET LOCAL statement_timeout = ${longestMs}`)
  await sql.query(`SET LOCAL work_mem = '64MB'`)
}
