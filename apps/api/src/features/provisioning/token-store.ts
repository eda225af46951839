import type { Provisioning, ProvisioningToken } from '@parvis/contract/provisioning'
import { mostProvisioningTokens } from '@parvis/contract/provisioning'
import type { Sql } from '../../platform/database.ts'

/** Undefined when there is no such organisation. */
export async function findProvisioning(sql: Sql, organisationId: string): Promise<Provisioning | undefined> {
  const { rows } = await sql.query<{ administratorGroup: string | null }>(
    'SELECT "administratorGroup" FROM "Organisation" WHERE id = $1',
    [organisationId],
  )
  const tokens = await sql.query<{
    id: ProvisioningToken['id']
    name: string
    createdAt: Date
    lastUsedAt: Date | null
  }>(
    `SELECT id, name, "createdAt", "lastUsedAt" FROM "ProvisioningToken" WHERE "organisationId" = $1
     ORDER BY "createdAt", id`,
    [organisationId],
  )
  return (
    rows[0] && {
      ...rows[0],
      tokens: tokens.rows.map(({ createdAt, lastUsedAt, ...token }) => ({
        ...token,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
    }
  )
}

/** Holds the organisation until the transaction ends. False when there is no such organisation. */
export async function setAdministratorGroup(
  sql: Sql,
  organisationId: string,
  group: string | null,
): Promise<boolean> {
  const { rowCount } = await sql.query('UPDATE "Organisation" SET "administratorGroup" = $2 WHERE id = $1', [
    organisationId,
    group,
  ])
  return rowCount === 1
}

/** Keeps the token's hash. Undefined when there is no such organisation, or it has as many tokens as it may. */
export async function insertToken(
  sql: Sql,
  organisationId: string,
  { name, tokenHash }: { readonly name: string; readonly tokenHash: Buffer },
): Promise<string | undefined> {
  await sql.query('SELECT 1 FROM "Organisation" WHERE id = $1 FOR NO KEY UPDATE', [organisationId])
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO "ProvisioningToken" (id, "organisationId", name, "tokenHash")
     SELECT gen_random_uuid(), o.id, $2, $3 FROM "Organisation" o WHERE o.id = $1
       AND (SELECT count(*) FROM "ProvisioningToken" t WHERE t."organisationId" = o.id) < $4
     RETURNING id`,
    [organisationId, name, tokenHash, mostProvisioningTokens],
  )
  return rows[0]?.id
}

/** False when the organisation has no such token. */
export async function deleteToken(sql: Sql, organisationId: string, tokenId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    'DELETE FROM "ProvisioningToken" WHERE id = $2 AND "organisationId" = $1',
    [organisationId, tokenId],
  )
  return rowCount === 1
}
