import { mostApiKeys } from '@parvis/contract/api-keys'
import type { ApiKey } from '@parvis/contract/api-keys'
import type { KeyScope } from '@parvis/contract/key-scopes'
import type { Sql } from '../../platform/database.ts'

type Instants = 'createdAt' | 'expiresAt' | 'lastUsedAt'
type KeyRow = Omit<ApiKey, Instants> & {
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt: Date | null
}

/** Undefined when there is no such organisation. */
export async function findKeys(sql: Sql, organisationId: string): Promise<ApiKey[] | undefined> {
  const { rows } = await sql.query<KeyRow | { readonly id: null }>(
    `SELECT k.id, k.name, k.start, k.scopes, k."createdAt", k."expiresAt",
       k."expiresAt" <= now() AS expired, k."lastUsedAt"
     FROM "Organisation" o LEFT JOIN "ApiKey" k ON k."organisationId" = o.id
     WHERE o.id = $1 ORDER BY k."createdAt", k.id`,
    [organisationId],
  )
  if (rows.length === 0) return undefined
  return rows.flatMap((row) => (row.id === null ? [] : [toKey(row)]))
}

function toKey({ createdAt, expiresAt, lastUsedAt, ...key }: KeyRow): ApiKey {
  return {
    ...key,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }
}

/** Until the transaction ends, so that its keys are counted by one at a time. False when there is no such organisation. */
export async function holdOrganisation(sql: Sql, organisationId: string): Promise<boolean> {
  const { rowCount } = await sql.query('SELECT 1 FROM "Organisation" WHERE id = $1 FOR NO KEY UPDATE', [
    organisationId,
  ])
  return rowCount === 1
}

interface NewKey {
  readonly name: string
  readonly start: string
  readonly keyHash: Buffer
  readonly scopes: readonly KeyScope[]
  readonly days: number
}

/** Undefined when the organisation, which is held, has as many keys as it may. */
export async function insertKey(
  sql: Sql,
  organisationId: string,
  { name, start, keyHash, scopes, days }: NewKey,
): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO "ApiKey" (id, "organisationId", name, start, "keyHash", scopes, "expiresAt")
     SELECT gen_random_uuid(), $1, $2, $3, $4, $5, now() + make_interval(days => $6)
     WHERE (SELECT count(*) FROM "ApiKey" k WHERE k."organisationId" = $1) < $7
     RETURNING id`,
    [organisationId, name, start, keyHash, scopes, days, mostApiKeys],
  )
  return rows[0]?.id
}

/** False when the organisation has no such key. */
export async function deleteKey(sql: Sql, organisationId: string, keyId: string): Promise<boolean> {
  const { rowCount } = await sql.query('DELETE FROM "ApiKey" WHERE id = $2 AND "organisationId" = $1', [
    organisationId,
    keyId,
  ])
  return rowCount === 1
}
