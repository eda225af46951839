import type { Assurance } from '@parvis/contract/organisations'
import type { Sql } from '../../platform/database.ts'

type Required = Assurance['required']

export async function findAssurance(sql: Sql, organisationId: string): Promise<Required | undefined> {
  const { rows } = await sql.query<Required>(
    'SELECT "requiredAcr" AS acr, "requiredAmr" AS amr FROM "Organisation" WHERE id = $1',
    [organisationId],
  )
  return rows[0]
}

export async function writeAssurance(
  sql: Sql,
  organisationId: string,
  { acr, amr }: Required,
): Promise<void> {
  await sql.query('UPDATE "Organisation" SET "requiredAcr" = $2, "requiredAmr" = $3 WHERE id = $1', [
    organisationId,
    [...new Set(acr)],
    [...new Set(amr)],
  ])
}

/** How well the person of this session signed in; no `acr` and no `amr` for a password of ours. */
export async function findOwnAssurance(
  sql: Sql,
  sessionId: string,
): Promise<{ readonly acr: string | undefined; readonly amr: readonly string[] }> {
  const { rows } = await sql.query<{ acr: string | null; amr: string[] }>(
    'SELECT acr, amr FROM "Session" WHERE id = $1',
    [sessionId],
  )
  return { acr: rows[0]?.acr ?? undefined, amr: rows[0]?.amr ?? [] }
}

/** Whom the requirement holds back: people whose open sessions are all too weak, and accounts with a password of ours. */
export async function countWeakened(
  sql: Sql,
  organisationId: string,
): Promise<Pick<Assurance, 'weakened' | 'localAccounts'>> {
  const { rows } = await sql.query<Pick<Assurance, 'weakened' | 'localAccounts'>>(
    `SELECT count(*) FILTER (WHERE s.strong = false)::int AS weakened,
       count(*) FILTER (WHERE u.local)::int AS "localAccounts"
     FROM "Organisation" g
     JOIN "User" u ON u."organisationId" = g.id AND u."disabledAt" IS NULL AND NOT (u.local AND u."platformAdministrator")
     CROSS JOIN LATERAL (
       SELECT bool_or((g."requiredAcr" = '{}' OR coalesce(s.acr = ANY (g."requiredAcr"), false))
         AND g."requiredAmr" <@ s.amr) AS strong
       FROM "Session" s WHERE s."userId" = u.id AND s."revokedAt" IS NULL AND s."expiresAt" > now()) s
     WHERE g.id = $1`,
    [organisationId],
  )
  return rows[0] ?? { weakened: 0, localAccounts: 0 }
}
