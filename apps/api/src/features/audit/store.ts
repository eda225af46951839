import type { AuditEntry, AuditFilter } from '@parvis/contract/audit'
import { chainedColumns } from '../../platform/audit-chain.ts'
import type { ChainedEntry } from '../../platform/audit-chain.ts'
import type { Sql } from '../../platform/database.ts'

/** Which entries to read, and whose. */
export interface AuditQuery extends Omit<AuditFilter, 'organisationId'> {
  /** Undefined for those of every organisation and of none. */
  readonly organisationId: string | undefined
}

interface EntryRow extends ChainedEntry {
  readonly position: string | null
  readonly hash: Buffer | null
}

/** A slice of the audit: behind the entry `after` in its order, at most `limit`. */
interface Slice {
  readonly after: string | undefined
  readonly limit: number
  readonly order: 'newest' | 'oldest'
}

// NOTE entries are in the order of their ids, and times nearly so: an entry has the time at which its transaction
// began, and none lasts an hour. So a time bounds the ids too, and a page of years ago is found without reading all since.
const idBefore = (moment: string): string =>
  `coalesce((SELECT id FROM "AuditEntry" WHERE at < ${moment} - interval '1 hour' ORDER BY at DESC LIMIT 1), 0)`
const idAfter = (moment: string): string =>
  `coalesce((SELECT id FROM "AuditEntry" WHERE at > ${moment} + interval '1 hour' ORDER BY at LIMIT 1), 9223372036854775807)`

export async function findEntries(
  sql: Sql,
  query: AuditQuery,
  { after, limit, order }: Slice,
): Promise<readonly AuditEntry[]> {
  const newest = order === 'newest'
  const { rows } = await sql.query<EntryRow>(
    `SELECT ${chainedColumns}, position, hash FROM "AuditEntry"
     WHERE ($1::uuid IS NULL OR "organisationId" = $1)
       AND ($2::timestamptz IS NULL OR at >= $2 AND id > ${idBefore('$2')})
       AND ($3::timestamptz IS NULL OR at < $3 AND id < ${idAfter('$3')})
       AND ($4::text IS NULL OR actor = $4)
       AND ($5::text IS NULL OR action = $5) AND ($6::text IS NULL OR target = $6)
       AND ($7::bigint IS NULL OR id ${newest ? '<' : '>'} $7)
     ORDER BY id ${newest ? 'DESC' : 'ASC'} LIMIT $8`,
    [
      query.organisationId ?? null,
      toInstant(query.from),
      toInstant(query.to),
      query.actor ?? null,
      query.action ?? null,
      query.target ?? null,
      after ?? null,
      limit,
    ],
  )
  return rows.map(toEntry)
}

// NOTE ISO 8601 has a year 0 and zones that PostgreSQL refuses to read.
function toInstant(moment: string | undefined): Date | null {
  return moment === undefined ? null : new Date(moment)
}

const named = /^(?:user|key):(.+)$/

/** The names of the accounts and the API keys in these entries, by `user:<id>` and `key:<id>`. What is no longer there has none. */
export async function findNames(
  sql: Sql,
  entries: readonly AuditEntry[],
): Promise<Readonly<Record<string, string>>> {
  const references = entries.flatMap(({ actor, actingFor, target }) => [actor, actingFor ?? '', target ?? ''])
  const ids = new Set(references.flatMap((reference) => named.exec(reference)?.[1] ?? []))
  if (ids.size === 0) return {}
  const { rows } = await sql.query<{ reference: string; name: string }>(
    `SELECT 'user:' || id AS reference, name FROM "User" WHERE id = ANY($1::uuid[])
     UNION ALL SELECT 'key:' || id, name FROM "ApiKey" WHERE id = ANY($1::uuid[])`,
    [[...ids]],
  )
  return Object.fromEntries(rows.map(({ reference, name }) => [reference, name]))
}

function toEntry({ at, hash, detail, ...row }: EntryRow): AuditEntry {
  return {
    ...row,
    at: at.toISOString(),
    detail: detail as AuditEntry['detail'], // `AuditEvent` is what writes it
    hash: hash?.toString('hex') ?? null,
  }
}
