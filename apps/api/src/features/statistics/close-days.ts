import type { PoolClient } from 'pg'
import type { Sql } from '../../platform/database.ts'
import { beginOf, countDays, dayOf } from './count-days.ts'
import { allowLong } from './store.ts'

/** A day is counted this long after its end: most sittings that went over midnight have ended by then. */
const rest = `interval '3 hours'`
// A sitting may be seen as ended a moment after it says it has: that of the transaction that ends it.
const slack = `interval '1 minute'`

export interface Closing {
  readonly timeZone: string
  /** For how many days sittings are kept: an older day is not counted anew, for some of its sittings are gone. */
  readonly keptDays: number
  readonly now: Date
}

// $1 is now, $2 the time zone. The first day is that of the first place that there is.
const first = `least($1::timestamptz, (SELECT min("joinedAt") FROM "Attendance"),
    (SELECT min("admittedAt") FROM "Attendance" WHERE "joinedAt" IS NULL))`
const beginText = `INSERT INTO "StatisticsClosing" ("timeZone", "nextDay", "settledAt")
  VALUES ($2, ${dayOf(first, '$2')}, $1::timestamptz) ON CONFLICT DO NOTHING`

// Until a sitting has ended, people come back to their places in it, and days that they stayed away become days that
// they were there: the days of a sitting that has ended are counted anew, and those after them, which say of accounts
// when they were there last. $3 is how many days are kept.
const settleText = `UPDATE "StatisticsClosing" c SET "settledAt" = $1::timestamptz - ${slack},
    "nextDay" = least(c."nextDay", (
      SELECT greatest(${dayOf('min(o."startedAt")', '$2')}, ${dayOf('$1::timestamptz', '$2')} - $3::int + 1)
      FROM "Occurrence" o WHERE o."endedAt" >= c."settledAt" HAVING count(*) > 0))
  WHERE "timeZone" = $2`

const nextText = `SELECT to_char("nextDay", 'YYYY-MM-DD') AS day FROM "StatisticsClosing"
  WHERE "timeZone" = $2 AND ${beginOf('"nextDay" + 1', '$2')} + ${rest} <= $1::timestamptz`

const closeText = `WITH ${countDays('ARRAY[m."organisationId", NULL]')},
  figures AS (
    INSERT INTO "StatisticsDay" ("timeZone", "organisationId", day, meetings, participants, guests, "presentMs", peak, refused, "neverConnected", "poorSeconds")
    SELECT $4, scope, day, meetings, participants, guests, "presentMs", peak, refused, "neverConnected", "poorSeconds" FROM counted)
  INSERT INTO "StatisticsVisit" ("timeZone", "organisationId", day, "lastDay", accounts)
  SELECT $4, scope, day, "lastDay", accounts FROM visits`

/** Looks which day is to be counted next, before `closeNextDay` is called, once or again and again. */
export async function settle(sql: Sql, { timeZone, keptDays, now }: Closing): Promise<void> {
  await sql.query(beginText, [now, timeZone])
  await sql.query(settleText, [now, timeZone, keptDays])
}

/**
 * Counts the next day that is over, with every organisation's figures. In a transaction that alone does so. False when
 * there is none.
 */
export async function closeNextDay(
  sql: PoolClient,
  { timeZone, now }: Pick<Closing, 'timeZone' | 'now'>,
): Promise<boolean> {
  await allowLong(sql)
  const [next] = (await sql.query<{ day: string }>(nextText, [now, timeZone])).rows
  if (!next) return false
  const { day } = next
  for (const table of ['StatisticsDay', 'StatisticsVisit'])
    await sql.query(`DELETE FROM "${table}" WHERE day = $1 AND "timeZone" = $2`, [day, timeZone])
  await sql.query(closeText, [null, day, day, timeZone, '-infinity'])
  await sql.query(
    `UPDATE "StatisticsClosing" SET "nextDay" = $1::date + 1, through = greatest(through, $1::date) WHERE "timeZone" = $2`,
    [day, timeZone],
  )
  return true
}
