import type { MeetingId, OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { MeetingRights, MutingRule } from '@parvis/contract/meetings'
import type { Sql } from '../../platform/database.ts'
import {
  barredRights,
  joinRole,
  ownRights,
  rightColumns,
  rightsIn,
  rightsOfMeeting,
} from '../authority/index.ts'
import type { BarredRights, OwnRights, Rank } from '../authority/index.ts'

/** Somebody in the sitting whom an act is about. */
export interface Target {
  readonly id: ParticipantId
  readonly name: string
  readonly rank: Rank
  readonly host: boolean
  readonly account: boolean
  /** Connected now. */
  readonly present: boolean
  readonly own: OwnRights
  readonly barred: BarredRights
}

/** Undefined unless the place is of this sitting and was let in, and not put out. */
export async function findTarget(
  sql: Sql,
  occurrenceId: OccurrenceId,
  id: ParticipantId,
): Promise<Target | undefined> {
  const { rows } = await sql.query<Target>(
    `SELECT a.id, a.name, a.host, a."userId" IS NOT NULL AS account,
       a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL AS present,
       CASE WHEN r.role IN ('owner', 'cohost') THEN r.role::text WHEN a.host THEN 'host' ELSE 'participant' END AS rank,
       jsonb_build_object(${ownRights('a')}) AS own,
       ${barredRights} AS barred
     FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" JOIN "Meeting" m ON m.id = o."meetingId"
     JOIN "Organisation" g ON g.id = m."organisationId"
     ${joinRole('o."meetingId"', 'a."userId"')}
     WHERE a.id = $2 AND a."occurrenceId" = $1 AND a.state = 'admitted'`,
    [occurrenceId, id],
  )
  return rows[0]
}

/** Those who are there now. */
export async function findPresent(
  sql: Sql,
  occurrenceId: OccurrenceId,
): Promise<readonly { readonly id: ParticipantId; readonly host: boolean }[]> {
  const { rows } = await sql.query<{ id: ParticipantId; host: boolean }>(
    `SELECT id, host FROM "Attendance"
     WHERE "occurrenceId" = $1 AND state = 'admitted' AND "joinedAt" IS NOT NULL AND "leftAt" IS NULL`,
    [occurrenceId],
  )
  return rows
}

/** Who mutes others in this meeting, and whether the place of who asks, if they have one, is an account's. */
export async function findMuting(
  sql: Sql,
  meetingId: MeetingId,
  place: ParticipantId | undefined,
): Promise<{ readonly rule: MutingRule; readonly account: boolean }> {
  const { rows } = await sql.query<{ rule: MutingRule; account: boolean }>(
    `SELECT m.muting AS rule,
       EXISTS (SELECT 1 FROM "Attendance" a WHERE a.id = $2 AND a."userId" IS NOT NULL) AS account
     FROM "Meeting" m WHERE m.id = $1`,
    [meetingId, place ?? null],
  )
  const [row] = rows
  if (!row) throw new Error('the meeting is gone although its row is locked')
  return row
}

export async function setTarget(
  sql: Sql,
  id: ParticipantId,
  { own, host }: { readonly own: OwnRights; readonly host: boolean },
): Promise<void> {
  await sql.query(
    `UPDATE "Attendance" SET host = $2, (${rightColumns.join(', ')}) = ROW(${rightsIn('$3').join(', ')}) WHERE id = $1`,
    [id, host, JSON.stringify(own)],
  )
}

export async function findMeetingRights(sql: Sql, meetingId: MeetingId): Promise<MeetingRights> {
  const { rows } = await sql.query<{ rights: MeetingRights }>(
    `SELECT ${rightsOfMeeting} AS rights FROM "Meeting" m WHERE m.id = $1`,
    [meetingId],
  )
  const [row] = rows
  if (!row) throw new Error('the meeting is gone although its row is locked')
  return row.rights
}

/** A place that was put out. */
export interface PutOut {
  readonly id: ParticipantId
  readonly wasThere: boolean
  readonly waited: boolean
}

/** Puts a place out and, when `everywhere`, every place of the same browser or account. */
export async function putPlacesOut(
  sql: Sql,
  id: ParticipantId,
  everywhere: boolean,
): Promise<readonly PutOut[]> {
  const { rows } = await sql.query<PutOut>(
    `WITH target AS (SELECT id, "occurrenceId", "deviceHash", "userId" FROM "Attendance" WHERE id = $1),
     before AS (
       SELECT a.id, a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL AS "wasThere",
         a.state = 'waiting' AND a."leftAt" IS NULL AS waited
       FROM "Attendance" a JOIN target t ON a."occurrenceId" = t."occurrenceId"
       WHERE a.id = t.id OR ($2 AND a.state IN ('waiting', 'admitted') AND (a."deviceHash" = t."deviceHash" OR a."userId" = t."userId"))
       FOR UPDATE OF a)
     UPDATE "Attendance" a SET state = 'removed', host = false, "sfuSid" = NULL, "sourceHash" = NULL,
       "leftAt" = coalesce(a."leftAt", now()), "leftBecause" = 'removed'
     FROM before WHERE a.id = before.id RETURNING a.id, before."wasThere", before.waited`,
    [id, everywhere],
  )
  return rows
}

/** Keeps the account and the browser of a place out of the meeting, until somebody lifts the ban. */
export async function banOwner(sql: Sql, meetingId: MeetingId, id: ParticipantId): Promise<void> {
  await sql.query(
    `INSERT INTO "Ban" (id, "meetingId", "userId", "deviceHash", name)
     SELECT gen_random_uuid(), $1, "userId", "deviceHash", name FROM "Attendance" WHERE id = $2`,
    [meetingId, id],
  )
}

export async function askEverybody(sql: Sql, occurrenceId: OccurrenceId): Promise<void> {
  await sql.query('UPDATE "Occurrence" SET "askAll" = true WHERE id = $1', [occurrenceId])
}

export async function setLocked(sql: Sql, occurrenceId: OccurrenceId, locked: boolean): Promise<void> {
  await sql.query('UPDATE "Occurrence" SET locked = $2 WHERE id = $1', [occurrenceId, locked])
}
