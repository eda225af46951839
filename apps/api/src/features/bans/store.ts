import type { BanId, MeetingId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'
import type { PageWanted } from '../../platform/paging.ts'

/** A ban as the list shows it; `key` is its place in the list. */
export interface BanRow {
  readonly id: BanId
  readonly name: string
  readonly account: boolean
  readonly createdAt: Date
  readonly key: string
}

/** The bans of a meeting, the latest first. Of an account, the name that it has now. */
export async function findBans(
  sql: Sql,
  meetingId: MeetingId,
  { pattern, after, limit }: PageWanted,
): Promise<readonly BanRow[]> {
  const [key, id] = after ?? [null, null]
  const { rows } = await sql.query<BanRow>(
    `SELECT * FROM (
       SELECT b.id, coalesce(u.name, b.name) AS name, b."userId" IS NOT NULL AS account, b."createdAt",
         to_char(b."createdAt" AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSMS') AS key
       FROM "Ban" b LEFT JOIN "User" u ON u.id = b."userId" WHERE b."meetingId" = $1) ban
     WHERE ($2::text IS NULL OR fold_text(name) LIKE fold_text($2))
       AND ($3::text IS NULL OR (key, id) < ($3, $4::uuid))
     ORDER BY key DESC, id DESC LIMIT $5`,
    [meetingId, pattern ?? null, key, id, limit + 1],
  )
  return rows
}

/** Whether this account or this browser is kept out of the meeting. */
export async function isBanned(
  sql: Sql,
  meetingId: MeetingId,
  by: { readonly userId: string | undefined; readonly deviceHash: Buffer | undefined },
): Promise<boolean> {
  const { rows } = await sql.query<{ banned: boolean }>(
    `SELECT EXISTS (SELECT FROM "Ban" WHERE "meetingId" = $1 AND ("userId" = $2 OR "deviceHash" = $3)) AS banned`,
    [meetingId, by.userId ?? null, by.deviceHash ?? null],
  )
  return rows[0]?.banned ?? false
}

/** False when the meeting has no such ban. */
export async function deleteBan(sql: Sql, meetingId: MeetingId, id: BanId): Promise<boolean> {
  const { rowCount } = await sql.query('DELETE FROM "Ban" WHERE id = $2 AND "meetingId" = $1', [
    meetingId,
    id,
  ])
  return rowCount === 1
}
