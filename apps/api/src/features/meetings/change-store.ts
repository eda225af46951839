import type { MeetingId, OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { MeetingState } from '@parvis/contract/live'
import type { updateMeeting } from '@parvis/contract/meetings'
import type { BodyOf } from '@parvis/contract/route'
import type { Sql } from '../../platform/database.ts'
import { rightColumns, rightsIn, rightsOfMeeting, rightsOfPlace } from '../authority/index.ts'
import type { OwnRights } from '../authority/index.ts'

function rightsChanged(json: string): string {
  const named = rightsIn(json)
  return rightColumns.map((column, index) => `${column} = coalesce(${named[index]}, ${column})`).join(', ')
}

/** Changes what is named and leaves the rest; a null name takes the name away. */
export async function changeMeeting(
  sql: Sql,
  meetingId: MeetingId,
  { name, access, rights, waitForHost, renaming, membersStandIn, muting }: BodyOf<typeof updateMeeting>,
): Promise<void> {
  await sql.query(
    `UPDATE "Meeting" SET name = CASE WHEN $2 THEN $3 ELSE name END,
       access = coalesce($4::"MeetingAccess", access),
       "waitForHost" = coalesce($5, "waitForHost"),
       "renamingAllowed" = coalesce($6, "renamingAllowed"),
       "membersStandIn" = coalesce($7, "membersStandIn"),
       muting = coalesce($8::"MutingRule", muting),
       ${rightsChanged('$9')}
     WHERE id = $1`,
    [
      meetingId,
      name !== undefined,
      name ?? null,
      access ?? null,
      waitForHost ?? null,
      renaming ?? null,
      membersStandIn ?? null,
      muting ?? null,
      JSON.stringify(rights ?? {}),
    ],
  )
}

/** The meeting's rules as everybody in it may know them. */
export async function readMeetingState(sql: Sql, meetingId: MeetingId): Promise<MeetingState> {
  const { rows } = await sql.query<MeetingState>(
    `SELECT m.slug, m.name, m.access, coalesce(o.locked, false) AS locked,
       m."renamingAllowed" AS renaming, m.muting, ${rightsOfMeeting} AS rights
     FROM "Meeting" m LEFT JOIN "Occurrence" o ON o."meetingId" = m.id AND o."endedAt" IS NULL WHERE m.id = $1`,
    [meetingId],
  )
  const [state] = rows
  if (!state) throw new Error('the meeting is gone although its row is locked')
  return state
}

/** A host who says who may enter takes back that everybody has to ask. */
export async function dropAskAll(sql: Sql, occurrenceId: OccurrenceId): Promise<void> {
  await sql.query('UPDATE "Occurrence" SET "askAll" = false WHERE id = $1 AND "askAll"', [occurrenceId])
}

/** Somebody who is in the sitting, with what was allowed or forbidden to them alone. */
export interface Attending {
  readonly id: ParticipantId
  readonly host: boolean
  readonly own: OwnRights
}

export async function findAttending(sql: Sql, occurrenceId: OccurrenceId): Promise<readonly Attending[]> {
  const { rows } = await sql.query<Attending>(
    `SELECT a.id, a.host, ${rightsOfPlace} AS own
     FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" JOIN "Meeting" m ON m.id = o."meetingId"
     WHERE a."occurrenceId" = $1 AND a.state = 'admitted' AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL`,
    [occurrenceId],
  )
  return rows
}

/** With everything that belongs to it; what the audit holds stays. */
export async function deleteMeetingRow(sql: Sql, meetingId: MeetingId): Promise<void> {
  await sql.query('DELETE FROM "Meeting" WHERE id = $1', [meetingId])
}
