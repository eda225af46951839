import { chainedColumns, linkTo, readStart } from './audit-chain.ts'
import type { ChainedEntry, Link } from './audit-chain.ts'
import type { Sql } from './database.ts'

const page = 1000

/** A head that was written down elsewhere, in the log, at an earlier time. */
export interface Anchor {
  readonly position: bigint
  /** Hexadecimal. */
  readonly hash: string
}

/** Where a chain does not hold. */
export interface Fault {
  /**
   * `missing`: no entry has this position; `altered`: the entry is not what was sealed, or not where; `cut`: the log
   * knows a head behind the end of the chain; `replaced`: the log knows another entry at this position.
   */
  readonly kind: 'missing' | 'altered' | 'cut' | 'replaced'
  readonly position: bigint
  /** Id of the entry that is at this position now. */
  readonly entry: string | undefined
}

export interface Verdict {
  /** First and last position of what is in the database. */
  readonly from: bigint
  readonly through: bigint
  readonly head: Link
  /** Entries that wait for their seal. */
  readonly unsealed: number
  /** The first one. */
  readonly fault: Fault | undefined
}

/** Reads the whole chain and names the first entry that does not hold. Memory does not grow with its length. */
export async function verifyAudit(sql: Sql, anchors: readonly Anchor[] = []): Promise<Verdict> {
  const start = await readStart(sql)
  const expected = new Map(anchors.map((anchor) => [anchor.position, anchor.hash]))
  let last = start
  let fault: Fault | undefined
  while (!fault) {
    const entries = await readPage(sql, last.position)
    if (entries.length === 0) break
    for (const entry of entries) {
      fault = judge(last, entry, expected)
      if (fault) break
      last = { position: BigInt(entry.position), hash: entry.hash }
    }
  }
  return {
    from: start.position + 1n,
    through: last.position,
    head: last,
    unsealed: await countUnsealed(sql),
    fault: fault ?? findCut(last, anchors),
  }
}

interface Sealed extends ChainedEntry {
  readonly position: string
  readonly hash: Buffer
}

async function readPage(sql: Sql, after: bigint): Promise<readonly Sealed[]> {
  const { rows } = await sql.query<Sealed>({
    name: 'read-audit-chain',
    text: `SELECT ${chainedColumns}, position, hash FROM "AuditEntry" WHERE position > $1 ORDER BY position LIMIT ${page}`,
    values: [after],
  })
  return rows
}

function judge(last: Link, entry: Sealed, expected: ReadonlyMap<bigint, string>): Fault | undefined {
  const link = linkTo(last, entry)
  if (BigInt(entry.position) !== link.position)
    return { kind: 'missing', position: link.position, entry: undefined }
  const found = { position: link.position, entry: entry.id }
  if (!link.hash.equals(entry.hash)) return { kind: 'altered', ...found }
  const anchored = expected.get(link.position)
  return anchored !== undefined && anchored !== entry.hash.toString('hex')
    ? { kind: 'replaced', ...found }
    : undefined
}

function findCut(last: Link, anchors: readonly Anchor[]): Fault | undefined {
  const beyond = anchors.some(({ position }) => position > last.position)
  return beyond ? { kind: 'cut', position: last.position + 1n, entry: undefined } : undefined
}

async function countUnsealed(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM "AuditEntry" WHERE position IS NULL',
  )
  return rows[0]?.count ?? 0
}
