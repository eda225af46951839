import { timingSafeEqual } from 'node:crypto'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { sealPurpose } from './passcode-seal.ts'

/** A4: of one meeting so many wrong passcodes a minute are heard, from one address fewer; then not even the right one. */
const mostMisses = 10
const mostMissesFromSource = 5
/** Hosts are told at every so many. */
const toldEach = 5

/** Somebody at the door with a passcode, or without. */
export interface Try {
  readonly meetingId: string
  readonly slug: string
  readonly passcode: string | undefined
  /** SHA-256 of the meeting and the address. */
  readonly sourceHash: Buffer
}

/**
 * Lets pass who gives the meeting's passcode. Tries are judged one after the other, whatever process they come to, since
 * each holds the meeting. @throws Problem `passcode-required`, `passcode-wrong` or `too-many-requests`.
 */
export async function checkPasscode(context: Pick<Context, 'database' | 'seal'>, wanted: Try): Promise<void> {
  const { passcode } = wanted
  if (passcode === undefined) throw new Problem('passcode-required')
  // A refusal is returned, not thrown: what it has counted must be kept.
  const refusal = await inTransaction(context.database.pool, async (sql) => {
    const sealed = await holdPasscode(sql, wanted.meetingId)
    if (sealed === null) return undefined
    const misses = await countMisses(sql, wanted)
    if (misses.all >= mostMisses || misses.fromSource >= mostMissesFromSource)
      return new Problem('too-many-requests', { retryAfterSeconds: 60 })
    if (isSame(passcode, context.seal.open(sealPurpose, sealed))) return undefined
    await keepMiss(sql, wanted, misses.all + 1)
    return new Problem('passcode-wrong')
  })
  if (refusal) throw refusal
}

function isSame(one: string, other: string): boolean {
  const length = 16
  return timingSafeEqual(Buffer.from(one.padEnd(length)), Buffer.from(other.padEnd(length)))
}

async function holdPasscode(sql: Sql, meetingId: string): Promise<string | null> {
  const { rows } = await sql.query<{ sealed: string | null }>(
    'SELECT "passcodeSealed" AS sealed FROM "Meeting" WHERE id = $1 FOR NO KEY UPDATE',
    [meetingId],
  )
  return rows[0]?.sealed ?? null
}

async function countMisses(
  sql: Sql,
  { meetingId, sourceHash }: Try,
): Promise<{ readonly all: number; readonly fromSource: number }> {
  const { rows } = await sql.query<{ all: number; fromSource: number }>(
    `SELECT count(*)::int AS all, count(*) FILTER (WHERE "sourceHash" = $2)::int AS "fromSource"
     FROM "PasscodeMiss" WHERE "meetingId" = $1 AND "missedAt" > now() - interval '1 minute'`,
    [meetingId, sourceHash],
  )
  return rows[0] ?? { all: 0, fromSource: 0 }
}

async function keepMiss(sql: Sql, { meetingId, slug, sourceHash }: Try, count: number): Promise<void> {
  await sql.query(
    `WITH old AS (DELETE FROM "PasscodeMiss" WHERE "meetingId" = $1 AND "missedAt" < now() - interval '10 minutes')
     INSERT INTO "PasscodeMiss" ("meetingId", "sourceHash") VALUES ($1, $2)`,
    [meetingId, sourceHash],
  )
  if (count % toldEach !== 0) return
  await appendLiveEvents(sql, meetingId, [{ to: 'hosts', event: { kind: 'passcode-missed', count } }])
  await recordAudit(sql, {
    actor: 'system',
    action: 'passcode.missed',
    target: `meeting:${slug}`,
    detail: { count },
  })
}
