import { createHash } from 'node:crypto'
import type { Sql } from './database.ts'

/** An entry of the audit as the chain sees it. */
export interface ChainedEntry {
  readonly id: string
  readonly at: Date
  readonly organisationId: string | null
  readonly actor: string
  readonly actingFor: string | null
  readonly source: string | null
  readonly action: string
  readonly target: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** The last link of a chain, or of what was taken away from its front. */
export interface Link {
  readonly position: bigint
  /** SHA-256, 32 bytes. */
  readonly hash: Buffer
}

/** What stands before the first entry of all. */
export const genesis: Link = { position: 0n, hash: Buffer.alloc(32) }

/** SQL: the columns of a `ChainedEntry`. */
export const chainedColumns = 'id, at, "organisationId", actor, "actingFor", source, action, target, detail'

/** The link that an entry makes behind another: SHA-256 over JSON of position, previous hash and every field. */
export function linkTo(previous: Link, entry: ChainedEntry): Link {
  const position = previous.position + 1n
  const detail = Object.entries(entry.detail).toSorted(([one], [other]) => (one < other ? -1 : 1))
  const text = JSON.stringify([
    String(position),
    previous.hash.toString('hex'),
    entry.id,
    entry.at.toISOString(),
    entry.organisationId,
    entry.actor,
    entry.actingFor,
    entry.source,
    entry.action,
    entry.target,
    detail,
  ])
  return { position, hash: createHash('sha256').update(text).digest() }
}

/** Where the chain begins: behind what the retention took away. */
export async function readStart(sql: Sql): Promise<Link> {
  const { rows } = await sql.query<LinkRow>(
    'SELECT through AS position, hash FROM "AuditPurge" ORDER BY through DESC LIMIT 1',
  )
  return rows[0] ? toLink(rows[0]) : genesis
}

/** The last link of the chain. */
export async function readHead(sql: Sql): Promise<Link> {
  const { rows } = await sql.query<LinkRow>(
    'SELECT position, hash FROM "AuditEntry" WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1',
  )
  return rows[0] ? toLink(rows[0]) : readStart(sql)
}

/** The link at a position, if it is still there. */
export async function readLink(sql: Sql, position: bigint): Promise<Link | undefined> {
  const { rows } = await sql.query<LinkRow>('SELECT position, hash FROM "AuditEntry" WHERE position = $1', [
    position,
  ])
  return rows[0] && toLink(rows[0])
}

interface LinkRow {
  readonly position: string
  readonly hash: Buffer
}

function toLink({ position, hash }: LinkRow): Link {
  return { position: BigInt(position), hash }
}
