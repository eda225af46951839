import type { OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { MeetingRights } from '@parvis/contract/meetings'
import type { Sql } from '../../platform/database.ts'
import { effectiveRights, rightsOfMeeting, rightsOfPlace } from './rights.ts'
import type { OwnRights } from './rights.ts'

/** A place, and the browser that asks in its name. */
export interface OwnPlace {
  readonly place: ParticipantId
  readonly deviceHash: Buffer | undefined
}

/** Under which acts in the name of a place are counted: nobody spends what is another's by naming their place. */
export function spenderOf({ place, deviceHash }: OwnPlace): string {
  return `${place} ${deviceHash?.toString('base64url')}`
}

const gone = {
  /** Whoever has left, be it by a cut. */
  away: 'a."leftAt" IS NOT NULL',
  /** The same, but for who was cut off and is about to come back (security.md, A19). */
  forGood: `a."leftAt" IS NOT NULL AND a."leftBecause" IS DISTINCT FROM 'lost'`,
} as const

/** SQL: whether the place `a` was let in and is not gone in this sense. */
export function isIn(sense: keyof typeof gone): string {
  return `a.state = 'admitted' AND NOT (${gone[sense]})`
}

/** What a place may do that is this browser's, has been in the sitting and is not gone; undefined for every other. */
export async function findOwnRights(
  sql: Sql,
  occurrenceId: OccurrenceId,
  { place, deviceHash, unlessGone }: OwnPlace & { readonly unlessGone: keyof typeof gone },
): Promise<MeetingRights | undefined> {
  const { rows } = await sql.query<{ host: boolean; own: OwnRights; meeting: MeetingRights }>({
    name: `find-own-rights-${unlessGone}`,
    text: `SELECT a.host, ${rightsOfPlace} AS own, ${rightsOfMeeting} AS meeting
      FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" JOIN "Meeting" m ON m.id = o."meetingId"
      WHERE o.id = $1 AND a.id = $2 AND a."deviceHash" = $3 AND a."joinedAt" IS NOT NULL AND ${isIn(unlessGone)}`,
    values: [occurrenceId, place, deviceHash ?? null],
  })
  const [row] = rows
  return row && effectiveRights(row.own, row.host, row.meeting)
}
