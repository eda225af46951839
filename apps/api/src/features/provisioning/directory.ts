import type { Context } from '../../context.ts'
import type { Sql } from '../../platform/database.ts'
import { hashToken } from '../../platform/cookies.ts'

/** The directory that a request comes from, and what it may work with: one organisation. */
export interface Directory extends Pick<Context, 'database' | 'log' | 'sfu'> {
  readonly organisationId: string
  /** `directory:<token id>`, for the audit. */
  readonly actor: string
  /** The token's name: whoever is put out of a meeting is told by whom. */
  readonly name: string
}

/** Whose token the header bears; undefined when it is none of ours. Notes the use once a minute. */
export async function findTokenOwner(
  sql: Sql,
  header: string | undefined,
): Promise<{ readonly tokenId: string; readonly organisationId: string; readonly name: string } | undefined> {
  const token = /^Bearer ([\w-]{43})$/i.exec(header ?? '')?.[1]
  if (!token) return undefined
  const { rows } = await sql.query<{ tokenId: string; organisationId: string; name: string; stale: boolean }>(
    {
      name: 'find-provisioning-token',
      text: `SELECT id AS "tokenId", "organisationId", name, "lastUsedAt" IS NULL OR "lastUsedAt" < now() - interval '1 minute' AS stale
      FROM "ProvisioningToken" WHERE "tokenHash" = $1`,
      values: [hashToken(token)],
    },
  )
  const [row] = rows
  if (row?.stale)
    await sql.query('UPDATE "ProvisioningToken" SET "lastUsedAt" = now() WHERE id = $1', [row.tokenId])
  return row
}
