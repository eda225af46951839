import type { MeetingSlug } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'
import type { ScheduleRecord } from './store.ts'

interface FeedRecord {
  readonly createdAt: Date
  readonly lastReadAt: Date | null
}

export async function findFeed(sql: Sql, userId: string): Promise<FeedRecord | undefined> {
  const { rows } = await sql.query<FeedRecord>(
    'SELECT "createdAt", "lastReadAt" FROM "CalendarFeed" WHERE "userId" = $1',
    [userId],
  )
  return rows[0]
}

/** One address a person: another one takes the place of the one before. */
export async function replaceFeed(sql: Sql, userId: string, tokenHash: Buffer): Promise<void> {
  await sql.query(
    `INSERT INTO "CalendarFeed" ("userId", "tokenHash") VALUES ($1, $2)
     ON CONFLICT ("userId") DO UPDATE SET "tokenHash" = $2, "createdAt" = now(), "lastReadAt" = NULL`,
    [userId, tokenHash],
  )
}

/** Returns whether there was one. */
export async function deleteFeed(sql: Sql, userId: string): Promise<boolean> {
  const { rowCount } = await sql.query('DELETE FROM "CalendarFeed" WHERE "userId" = $1', [userId])
  return rowCount === 1
}

/** Whose feed it is, unless they were disabled. Notes that it was read, once an hour at most. */
export async function findReader(sql: Sql, tokenHash: Buffer): Promise<string | undefined> {
  const { rows } = await sql.query<{ userId: string }>(
    `WITH reader AS (SELECT f."userId" FROM "CalendarFeed" f JOIN "User" u ON u.id = f."userId"
       WHERE f."tokenHash" = $1 AND u."disabledAt" IS NULL),
     noted AS (UPDATE "CalendarFeed" f SET "lastReadAt" = now() FROM reader
       WHERE f."userId" = reader."userId" AND coalesce(f."lastReadAt" < now() - interval '1 hour', true))
     SELECT "userId" FROM reader`,
    [tokenHash],
  )
  return rows[0]?.userId
}

/** A feed is read again and again: it tells the latest so many. */
const mostEvents = 1000

export type FeedEvent = Pick<
  ScheduleRecord,
  | 'id'
  | 'sequence'
  | 'changedAt'
  | 'title'
  | 'description'
  | 'start'
  | 'timeZone'
  | 'durationMinutes'
  | 'recurrence'
  | 'exceptions'
> & { readonly slug: MeetingSlug }

/** Schedules of the meetings in which somebody has a role, up to a month after their end. */
export async function findFeedEvents(sql: Sql, userId: string): Promise<readonly FeedEvent[]> {
  const { rows } = await sql.query<FeedEvent>(
    `SELECT s.id, s.sequence, s."changedAt", s.title, s.description, s.start, s."timeZone", s."durationMinutes",
       s.recurrence, s.exceptions, m.slug
     FROM "MeetingRole" r JOIN "Meeting" m ON m.id = r."meetingId" JOIN "Schedule" s ON s."meetingId" = m.id
     WHERE r."userId" = $1 AND EXISTS (SELECT FROM "ScheduledTime" t
       WHERE t."scheduleId" = s.id AND t."endsAt" > now() - interval '30 days')
     ORDER BY s."createdAt" DESC, s.id LIMIT $2`,
    [userId, mostEvents],
  )
  return rows
}
