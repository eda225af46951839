import type { MeetingId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'

/** A meeting that nobody has used for long. */
export interface Unused {
  readonly id: MeetingId
  readonly slug: string
  readonly name: string | null
  readonly organisationId: string
}

/** Instants that bound what goes. */
export interface Bounds {
  /** Whoever was last used before has been unused too long. */
  readonly usedBefore: Date
  /** Whose owners were told before has had its time. */
  readonly warnedBefore: Date
  readonly now: Date
}

const usedAt = `coalesce(m."lastUsedAt", m."createdAt")`

// Whoever is in it, or planned it, needs it.
const unneeded = `NOT EXISTS (SELECT FROM "Occurrence" o WHERE o."meetingId" = m.id AND o."endedAt" IS NULL)
  AND NOT EXISTS (SELECT FROM "Schedule" s JOIN "ScheduledTime" t ON t."scheduleId" = s.id
    WHERE s."meetingId" = m.id AND s."cancelledAt" IS NULL AND t."endsAt" > $2)`

const columns = 'm.id, m.slug, m.name, m."organisationId"'

/** Marks up to `limit` meetings as told of, and gives them: the caller's transaction tells their owners. */
export async function markWarned(
  sql: Sql,
  { usedBefore, now }: Pick<Bounds, 'usedBefore' | 'now'>,
  limit: number,
): Promise<readonly Unused[]> {
  const { rows } = await sql.query<Unused>(
    `UPDATE "Meeting" m SET "expiryWarnedAt" = $2 WHERE id IN (
       SELECT m.id FROM "Meeting" m
       WHERE ${usedAt} < $1 AND (m."expiryWarnedAt" IS NULL OR m."expiryWarnedAt" < ${usedAt}) AND ${unneeded}
       LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING ${columns}`,
    [usedBefore, now, limit],
  )
  return rows
}

/** Deletes up to `limit` meetings whose owners were told in time and did nothing; gives what they were. */
export async function deleteUnused(
  sql: Sql,
  { usedBefore, warnedBefore, now }: Bounds,
  limit: number,
): Promise<readonly Unused[]> {
  const { rows } = await sql.query<Unused>(
    `DELETE FROM "Meeting" m WHERE id IN (
       SELECT m.id FROM "Meeting" m
       WHERE ${usedAt} < $1 AND m."expiryWarnedAt" < $3 AND m."expiryWarnedAt" >= ${usedAt} AND ${unneeded}
       LIMIT $4 FOR UPDATE SKIP LOCKED)
     RETURNING ${columns}`,
    [usedBefore, now, warnedBefore, limit],
  )
  return rows
}

/** Addresses of those who own a meeting and may sign in. */
export async function findOwnerAddresses(sql: Sql, id: MeetingId): Promise<readonly string[]> {
  const { rows } = await sql.query<{ email: string }>(
    `SELECT u.email FROM "MeetingRole" r JOIN "User" u ON u.id = r."userId"
     WHERE r."meetingId" = $1 AND r.role = 'owner' AND u."disabledAt" IS NULL AND u.email <> ''`,
    [id],
  )
  return rows.map(({ email }) => email)
}

/** The language of the installation. */
export async function findLanguage(sql: Sql): Promise<string | undefined> {
  const { rows } = await sql.query<{ language: string }>('SELECT language FROM "Branding"')
  return rows[0]?.language
}
