import type { PoolClient } from 'pg'
import { chainedColumns, linkTo, readHead, readLink, readStart } from './audit-chain.ts'
import type { ChainedEntry, Link } from './audit-chain.ts'
import { inTransaction } from './database.ts'
import type { Database } from './database.ts'
import type { Log } from './log.ts'

const everyMs = 1000
const anchorEveryMs = 60 * 60 * 1000
const batch = 500
// Any constant of ours: one process of several seals at a time.
const advisoryLock = 72_707_373

interface Needs {
  readonly database: Database
  readonly log: Log
}

/** Makes the chain. */
export interface AuditSealer extends AsyncDisposable {
  /** Seals now what is committed, unless another process is at it. */
  seal(): Promise<void>
}

/**
 * Seals new entries every second and writes the head of the chain into the log, hourly and at the end: a chain that was
 * cut or made anew behind our back does not fit these lines (security.md, C17).
 */
export function runAuditSealer({ database, log }: Needs): AuditSealer {
  let known: Link | undefined
  let failing = false
  let running: Promise<void> = Promise.resolve()

  async function sealAll(): Promise<void> {
    if (!(await hasUnsealed(database))) return
    known = await watch({ database, log }, known)
    for (let sealed = batch; sealed === batch;) sealed = await inTransaction(database.pool, sealBatch)
    known = await readHead(database.pool)
  }
  async function writeHead(): Promise<void> {
    known = (await watch({ database, log }, known)) ?? (await readHead(database.pool))
    log.info({ event: 'audit-head', ...toAnchor(known) })
  }
  // One after the other; of an outage, which ends by itself, one line is enough.
  const next = (work: () => Promise<void>): Promise<void> =>
    (running = running.then(work).then(
      () => void (failing = false),
      (error: unknown) => {
        if (!failing) log.warn({ event: 'audit-not-sealed', err: error })
        failing = true
      },
    ))
  const sealing = setInterval(() => void next(sealAll), everyMs)
  const anchoring = setInterval(() => void next(writeHead), anchorEveryMs)
  void next(sealAll)
  void next(writeHead)
  return {
    seal: () => next(sealAll),
    async [Symbol.asyncDispose]() {
      clearInterval(sealing)
      clearInterval(anchoring)
      await next(sealAll)
      await next(writeHead)
    },
  }
}

/** A head as the log and `audit:verify` write it. */
export function toAnchor({ position, hash }: Link): { position: string; hash: string } {
  return { position: String(position), hash: hash.toString('hex') }
}

/** Says loudly when the head that this process has seen is there no more. */
async function watch({ database, log }: Needs, known: Link | undefined): Promise<Link | undefined> {
  if (!known || known.position <= (await readStart(database.pool)).position) return known
  const found = await readLink(database.pool, known.position)
  if (found?.hash.equals(known.hash)) return known
  log.error({ event: 'audit-chain-broken', ...toAnchor(known), found: found ? 'another entry' : 'nothing' })
  return undefined
}

async function hasUnsealed({ pool }: Pick<Database, 'pool'>): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1 FROM "AuditEntry" WHERE position IS NULL LIMIT 1')
  return rowCount === 1
}

/** Seals the oldest entries that are committed, and returns how many there were; none when another process seals. */
async function sealBatch(sql: PoolClient): Promise<number> {
  const lock = await sql.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [
    advisoryLock,
  ])
  if (!lock.rows[0]?.mine) return 0
  // NOTE read behind the lock, so that what another process has sealed before is seen.
  const { rows } = await sql.query<ChainedEntry>(
    `SELECT ${chainedColumns} FROM "AuditEntry" WHERE position IS NULL ORDER BY id LIMIT ${batch}`,
  )
  if (rows.length === 0) return 0
  let last = await readHead(sql)
  const links = rows.map((entry) => (last = linkTo(last, entry)))
  await sql.query(
    `UPDATE "AuditEntry" e SET position = s.position, hash = s.hash
     FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) AS s (id, position, hash) WHERE e.id = s.id`,
    [rows.map(({ id }) => id), links.map(({ position }) => position), links.map(({ hash }) => hash)],
  )
  return rows.length
}
