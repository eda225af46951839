import type { MeetingId, MeetingSlug, OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { Vouchers, WaitingParticipant } from '@parvis/contract/live'
import type { MeetingRole } from '@parvis/contract/meetings'
import type { Sql } from '../../platform/database.ts'
import { joinRole, vouchersOfPlace } from '../authority/index.ts'
import type { Comer, DoorRules } from './policy.ts'

/** Waits for an answer now. */
const waits = `a.state = 'waiting' AND a."leftAt" IS NULL`

/** What who waits is told. */
interface Answer {
  readonly decision: 'admit' | 'refuse'
  readonly places?: readonly ParticipantId[] | undefined
  /** The place of the host who answers; nobody's when the door itself lets them in. */
  readonly by?: ParticipantId | undefined
}

/** Answers those of these places that wait, all of them when none are named. Returns the answered. */
export async function answerPlaces(
  sql: Sql,
  occurrenceId: OccurrenceId,
  { decision, places, by }: Answer,
): Promise<readonly ParticipantId[]> {
  const { rows } = await sql.query<{ id: ParticipantId }>(
    decision === 'admit'
      ? `UPDATE "Attendance" a SET state = 'admitted', "admittedAt" = now(), "letInBy" = $3, "watchedAt" = NULL, "sourceHash" = NULL
         WHERE a."occurrenceId" = $1 AND ${waits} AND ($2::text[] IS NULL OR a.id = ANY($2)) RETURNING a.id`
      : `UPDATE "Attendance" a SET state = 'refused', "leftAt" = now(), "leftBecause" = 'refused',
           "watchedAt" = NULL, "sourceHash" = NULL
         WHERE a."occurrenceId" = $1 AND ${waits} AND ($2::text[] IS NULL OR a.id = ANY($2)) RETURNING a.id`,
    [occurrenceId, places ?? null, ...(decision === 'admit' ? [by ?? null] : [])],
  )
  return rows.map(({ id }) => id)
}

/** What the door asks, and who waits before it. */
export interface Queue {
  readonly rules: DoorRules
  readonly waiting: readonly (Comer & { readonly id: ParticipantId })[]
}

export async function readQueue(sql: Sql, occurrenceId: OccurrenceId): Promise<Queue> {
  const { rows } = await sql.query<
    DoorRules & { id: ParticipantId; signedIn: boolean; role: MeetingRole | null; removedBefore: boolean }
  >(
    `SELECT m.access, o.locked, o."askAll", m."waitForHost" AND NOT EXISTS (SELECT 1 FROM "Attendance" h
         WHERE h."occurrenceId" = o.id AND h.host AND h.state = 'admitted' AND h."joinedAt" IS NOT NULL AND h."leftAt" IS NULL) AS "hostAwaited", a.id, a."userId" IS NOT NULL AS "signedIn", r.role,
       EXISTS (SELECT 1 FROM "Attendance" b WHERE b."occurrenceId" = o.id AND b.state = 'removed'
         AND (b."deviceHash" = a."deviceHash" OR b."userId" = a."userId")) AS "removedBefore"
     FROM "Occurrence" o JOIN "Meeting" m ON m.id = o."meetingId"
     JOIN "Attendance" a ON a."occurrenceId" = o.id AND ${waits}
     ${joinRole('m.id', 'a."userId"')}
     WHERE o.id = $1`,
    [occurrenceId],
  )
  const [first] = rows
  const rules: DoorRules = first ?? { access: 'restricted', locked: true, askAll: true, hostAwaited: true }
  return { rules, waiting: rows }
}

/** Puts a place whose browser was gone for too long back among those who wait. */
export async function waitAgain(sql: Sql, id: ParticipantId): Promise<void> {
  await sql.query(
    `UPDATE "Attendance" SET "leftAt" = NULL, "leftBecause" = NULL, "watchedAt" = now() WHERE id = $1 AND state = 'waiting'`,
    [id],
  )
}

/** How hosts see somebody who waits. */
export async function findWaiting(sql: Sql, id: ParticipantId): Promise<WaitingParticipant> {
  const { rows } = await sql.query<{ name: string; since: Date; account: boolean; vouchers: Vouchers }>(
    `SELECT a.name, a."admittedAt" AS since, a."userId" IS NOT NULL AS account, ${vouchersOfPlace} AS vouchers
     FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" JOIN "Meeting" m ON m.id = o."meetingId"
     WHERE a.id = $1`,
    [id],
  )
  const [row] = rows
  if (!row) throw new Error('the place that was just taken is not there')
  return { id, ...row, since: row.since.toISOString() }
}

/** A place that somebody left. */
export interface LeftPlace {
  readonly id: ParticipantId
  readonly meetingId: MeetingId
  readonly waited: boolean
}

/** Marks the places of this browser left, those where it waits included, and returns them. */
export async function leavePlaces(
  sql: Sql,
  of: {
    readonly slug: MeetingSlug
    readonly deviceHash: Buffer
    readonly participantId: ParticipantId | undefined
  },
): Promise<readonly LeftPlace[]> {
  const { rows } = await sql.query<LeftPlace>(
    `UPDATE "Attendance" a SET "leftAt" = now(), "leftBecause" = 'left', "sfuSid" = NULL, "sourceHash" = NULL
     FROM "Occurrence" o JOIN "Meeting" m ON m.id = o."meetingId"
     WHERE a."occurrenceId" = o.id AND o."endedAt" IS NULL AND m.slug = $1 AND a."deviceHash" = $2
       AND (a."joinedAt" IS NOT NULL OR a.state = 'waiting') AND a."leftAt" IS NULL AND ($3::text IS NULL OR a.id = $3)
     RETURNING a.id, m.id AS "meetingId", a.state = 'waiting' AS waited`,
    [of.slug, of.deviceHash, of.participantId ?? null],
  )
  return rows
}

/** Ends the wait of those whose live stream is gone for this long, and returns them. */
export async function leaveUnwatched(sql: Sql, seconds: number): Promise<readonly LeftPlace[]> {
  // The meetings first, as everywhere: whoever answers at this moment and we do not wait for each other.
  await sql.query(
    `SELECT 1 FROM "Meeting" WHERE id IN (
       SELECT o."meetingId" FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
       WHERE o."endedAt" IS NULL AND ${waits} AND a."watchedAt" < now() - make_interval(secs => $1))
     ORDER BY id FOR NO KEY UPDATE`,
    [seconds],
  )
  const { rows } = await sql.query<LeftPlace>(
    `UPDATE "Attendance" a SET "leftAt" = now(), "leftBecause" = 'lost', "sourceHash" = NULL
     FROM "Occurrence" o
     WHERE o.id = a."occurrenceId" AND o."endedAt" IS NULL AND ${waits} AND a."watchedAt" < now() - make_interval(secs => $1)
     RETURNING a.id, o."meetingId", true AS waited`,
    [seconds],
  )
  return rows
}
