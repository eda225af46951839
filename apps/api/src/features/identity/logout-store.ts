import { hashToken } from '../../platform/cookies.ts'
import type { Sql } from '../../platform/database.ts'
import type { LogoutOrder } from '../../platform/logout-token.ts'

/** False when this token was taken before. */
export async function spendLogout(sql: Sql, provider: string, tokenId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    'INSERT INTO "LogoutReceipt" ("tokenHash") VALUES ($1) ON CONFLICT DO NOTHING',
    [hashToken(`${provider} ${tokenId}`)],
  )
  return rowCount === 1
}

/** A session that ended, and in which browser it was. */
export interface EndedSession {
  readonly userId: string
  readonly organisationId: string
  readonly deviceHash: Buffer | null
}

/**
 * Ends the open sessions that the order means. Those whose provider named no `sid` when they were opened are meant by
 * the person alone.
 */
export async function endSessionsOf(
  sql: Sql,
  provider: string,
  { subject, sid }: LogoutOrder,
): Promise<readonly EndedSession[]> {
  const { rows } = await sql.query<EndedSession>(
    `UPDATE "Session" s SET "revokedAt" = now(), "idToken" = NULL
     FROM "User" u
     WHERE u.id = s."userId" AND s.provider = $1 AND s."revokedAt" IS NULL AND s."expiresAt" > now()
       AND ($2::text IS NULL OR EXISTS (SELECT 1 FROM "Identity" i
         WHERE i.provider = $1 AND i.subject = $2 AND i."userId" = s."userId"))
       AND ($3::text IS NULL OR s.sid = $3 OR s.sid IS NULL AND $2::text IS NOT NULL)
     RETURNING s."userId", u."organisationId", s."deviceHash"`,
    [provider, subject ?? null, sid ?? null],
  )
  return rows
}
