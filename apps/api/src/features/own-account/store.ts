import type { SessionId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'

/** A session that still opens something. */
export interface OpenSession {
  readonly id: SessionId
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly browser: string | null
  readonly system: string | null
}

export async function findSessions(sql: Sql, userId: string): Promise<readonly OpenSession[]> {
  const { rows } = await sql.query<OpenSession>(
    `SELECT id, "createdAt", "lastSeenAt", browser, system FROM "Session"
     WHERE "userId" = $1 AND "revokedAt" IS NULL AND "expiresAt" > now()
     ORDER BY "lastSeenAt" DESC, id LIMIT 100`,
    [userId],
  )
  return rows.map((row) => ({ ...row, browser: row.browser || null, system: row.system || null }))
}

/** False unless it is an open session of this person. */
export async function endOwnSession(sql: Sql, userId: string, sessionId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `UPDATE "Session" SET "revokedAt" = now(), "idToken" = NULL WHERE id = $2 AND "userId" = $1 AND "revokedAt" IS NULL AND "expiresAt" > now()`,
    [userId, sessionId],
  )
  return rowCount === 1
}

/** Ends every session but one, or all of them; returns how many there were. */
export async function endSessionsBut(sql: Sql, userId: string, kept: string | null): Promise<number> {
  const { rowCount } = await sql.query(
    `UPDATE "Session" SET "revokedAt" = now(), "idToken" = NULL
     WHERE "userId" = $1 AND id IS DISTINCT FROM $2::uuid AND "revokedAt" IS NULL AND "expiresAt" > now()`,
    [userId, kept],
  )
  return rowCount ?? 0
}

export async function setName(sql: Sql, userId: string, name: string): Promise<void> {
  await sql.query('UPDATE "User" SET name = $2 WHERE id = $1', [userId, name])
}

export async function findPasswordHash(sql: Sql, userId: string): Promise<string | null> {
  const { rows } = await sql.query<{ passwordHash: string | null }>(
    'SELECT "passwordHash" FROM "User" WHERE id = $1 AND local',
    [userId],
  )
  return rows[0]?.passwordHash ?? null
}

export async function setPasswordHash(sql: Sql, userId: string, passwordHash: string): Promise<void> {
  await sql.query('UPDATE "User" SET "passwordHash" = $2 WHERE id = $1', [userId, passwordHash])
}
