import type { RetentionKind } from '@parvis/contract/retention'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Database, Sql } from '../../platform/database.ts'
import { expireMeetings } from '../meetings/index.ts'
import { readRetention } from './store.ts'

/** Rows that one statement takes: it must end well within the time that a statement may take. */
const batch = 2000
// As long as the door counts wrong passcodes, and some more.
const missesCountMs = 10 * 60 * 1000
// Some minutes after the last one a report of quality says nothing about now.
const reportsCountMs = 60 * 60 * 1000
const dayMs = 24 * 60 * 60 * 1000

/** How many rows went, by kind of data. */
export type Purged = Readonly<Record<RetentionKind, number>>

/**
 * Forgets everything that is older than its retention by the clock `now`. The audit is judged by the clock of the
 * database as well: a clock that jumps takes none of it.
 */
export async function purge(
  context: Pick<Context, 'config' | 'database' | 'mailer'>,
  now: Date,
): Promise<Purged> {
  const { database } = context
  const { pool } = database
  const kept = await readRetention(pool)
  const before = (kind: RetentionKind): Date => new Date(now.getTime() - kept[kind] * dayMs)
  const purged = {
    names: await forget(pool, [forgetNames, forgetInvitees, forgetDelegations], before('names')),
    attendances: await forget(pool, [forgetSittings, forgetPoorTime], before('attendances')),
    chat: await forget(pool, [forgetMessages], before('chat')),
    sessions: await forget(pool, [forgetSessions], before('sessions')),
    links: await forget(pool, forgetLinks, before('links')),
    bans: await forget(pool, [forgetBans], before('bans')),
    audit: await purgeAudit(database, before('audit')),
    meetings: await expireMeetings(context, now, kept.meetings),
  }
  await forget(pool, [forgetMisses, forgetLogouts], new Date(now.getTime() - missesCountMs))
  await forget(pool, [forgetReports], new Date(now.getTime() - reportsCountMs))
  if (Object.values(purged).some((rows) => rows > 0))
    await recordAudit(pool, { actor: 'system', action: 'retention.purged', detail: purged })
  return purged
}

/** Repeats each statement until it finds nothing more. */
async function forget(sql: Sql, statements: readonly string[], before: Date): Promise<number> {
  let total = 0
  for (const statement of statements) {
    for (let rows = batch; rows === batch; total += rows)
      rows = (await sql.query(statement, [before, batch])).rowCount ?? 0
  }
  return total
}

const forgetNames = `UPDATE "Attendance" SET name = '', "deviceHash" = '' WHERE id IN (
  SELECT a.id FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
  WHERE a.name <> '' AND o."endedAt" < $1 LIMIT $2)`

// Who was invited to what is over or was called off. What repeats has no end of its own: its meeting takes it along.
const forgetInvitees = `DELETE FROM "Invitee" WHERE id IN (
  SELECT i.id FROM "Invitee" i JOIN "Schedule" s ON s.id = i."scheduleId"
  WHERE s."cancelledAt" < $1
    OR s.recurrence IS NULL AND s."changedAt" < $1
      AND NOT EXISTS (SELECT 1 FROM "ScheduledTime" t WHERE t."scheduleId" = s.id AND t."endsAt" >= $1)
  LIMIT $2)`

const forgetDelegations = `DELETE FROM "Delegation" WHERE id IN (
  SELECT id FROM "Delegation" WHERE until < $1 LIMIT $2)`

const forgetMisses = `DELETE FROM "PasscodeMiss" WHERE id IN (
  SELECT id FROM "PasscodeMiss" WHERE "missedAt" < $1 LIMIT $2)`

// Older tokens are refused for their age.
const forgetLogouts = `DELETE FROM "LogoutReceipt" WHERE "tokenHash" IN (
  SELECT "tokenHash" FROM "LogoutReceipt" WHERE "receivedAt" < $1 LIMIT $2)`

const forgetReports = `DELETE FROM "LinkReport" WHERE "attendanceId" IN (
  SELECT "attendanceId" FROM "LinkReport" WHERE "toldAt" < $1 LIMIT $2)`

// Its places go with it.
const forgetSittings = `DELETE FROM "Occurrence" WHERE id IN (
  SELECT id FROM "Occurrence" WHERE "endedAt" < $1 LIMIT $2)`

const forgetPoorTime = `DELETE FROM "PoorTime" WHERE ("organisationId", quarter) IN (
  SELECT "organisationId", quarter FROM "PoorTime" WHERE quarter < $1 LIMIT $2)`

const forgetMessages = `DELETE FROM "ChatMessage" WHERE id IN (
  SELECT c.id FROM "ChatMessage" c JOIN "Occurrence" o ON o.id = c."occurrenceId"
  WHERE o."endedAt" < $1 LIMIT $2)`

const forgetSessions = `DELETE FROM "Session" WHERE id IN (
  SELECT id FROM "Session" WHERE "expiresAt" < $1 OR "revokedAt" < $1 LIMIT $2)`

const forgetLinks = [
  `DELETE FROM "SetupLink" WHERE "tokenHash" IN (
    SELECT "tokenHash" FROM "SetupLink" WHERE "expiresAt" < $1 OR "usedAt" < $1 LIMIT $2)`,
  `DELETE FROM "PasswordLink" WHERE "tokenHash" IN (
    SELECT "tokenHash" FROM "PasswordLink" WHERE "expiresAt" < $1 LIMIT $2)`,
  `DELETE FROM "ApiKey" WHERE id IN (SELECT id FROM "ApiKey" WHERE "expiresAt" < $1 LIMIT $2)`,
  `DELETE FROM "PendingSignIn" WHERE "stateHash" IN (
    SELECT "stateHash" FROM "PendingSignIn" WHERE "expiresAt" < $1 LIMIT $2)`,
  `DELETE FROM "InvitationMail" WHERE id IN (SELECT id FROM "InvitationMail" WHERE at < $1 LIMIT $2)`,
]

const forgetBans = `DELETE FROM "Ban" WHERE id IN (SELECT id FROM "Ban" WHERE "createdAt" < $1 LIMIT $2)`

// NOTE the column keeps milliseconds and rounds: half of all instants would become later than six months ago.
const oldest = `least($1, date_trunc('milliseconds', now() - interval '6 months'))`

/**
 * Takes entries away from the front of the chain, up to the first one that is to be kept, and writes down where the
 * chain begins from now on. The triggers allow nothing else.
 */
function purgeAudit({ pool }: Pick<Database, 'pool'>, before: Date): Promise<number> {
  return inTransaction(pool, async (sql) => {
    await sql.query('SET LOCAL statement_timeout = 0')
    const { rowCount } = await sql.query(
      `INSERT INTO "AuditPurge" (through, hash, entries, before)
       SELECT e.position, e.hash, e.position - coalesce((SELECT max(through) FROM "AuditPurge"), 0), ${oldest}
       FROM "AuditEntry" e
       WHERE e.position = coalesce(
         (SELECT min(position) - 1 FROM "AuditEntry" WHERE position IS NOT NULL AND at >= ${oldest}),
         (SELECT max(position) FROM "AuditEntry"))`,
      [before],
    )
    if (rowCount === 0) return 0
    const gone = await sql.query(
      'DELETE FROM "AuditEntry" WHERE position <= (SELECT max(through) FROM "AuditPurge")',
    )
    return gone.rowCount ?? 0
  })
}
