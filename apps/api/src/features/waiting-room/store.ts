import type { MeetingId, OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { LiveEvent } from '@parvis/contract/live'
import type { changeWaitingRoom, WaitingRoom, WaitingText } from '@parvis/contract/waiting-room'
import type { BodyOf } from '@parvis/contract/route'
import type { Sql } from '../../platform/database.ts'

/** Changes what is named and leaves the rest; a null message takes it away. */
export async function setWaitingRoom(
  sql: Sql,
  meetingId: MeetingId,
  { message, texts }: BodyOf<typeof changeWaitingRoom>,
): Promise<WaitingRoom> {
  const { rows } = await sql.query<WaitingRoom>(
    `UPDATE "Meeting" SET "waitingMessage" = CASE WHEN $2 THEN $3 ELSE "waitingMessage" END,
       "waitingTexts" = coalesce($4, "waitingTexts")
     WHERE id = $1 RETURNING "waitingMessage" AS message, "waitingTexts" AS texts`,
    [meetingId, message !== undefined, message ?? null, texts ?? null],
  )
  const [room] = rows
  if (!room) throw new Error('the meeting is gone although its row is locked')
  return room
}

/** Somebody who waits now. */
export interface WaitingPlace {
  /** Whether the request comes from their browser. */
  readonly owns: boolean
  /** Whether the meeting allows lines. */
  readonly texts: boolean
}

export async function findWaitingPlace(
  sql: Sql,
  occurrenceId: OccurrenceId,
  { place, deviceHash }: { readonly place: ParticipantId; readonly deviceHash: Buffer | undefined },
): Promise<WaitingPlace | undefined> {
  const { rows } = await sql.query<WaitingPlace>(
    `SELECT coalesce(a."deviceHash" = $3, false) AS owns, m."waitingTexts" AS texts
     FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" JOIN "Meeting" m ON m.id = o."meetingId"
     WHERE a.id = $2 AND a."occurrenceId" = $1 AND a.state = 'waiting' AND a."leftAt" IS NULL`,
    [occurrenceId, place, deviceHash ?? null],
  )
  return rows[0]
}

/**
 * What is to be known of the waiting room at the beginning of a stream, beside who waits; undefined when hosts say
 * nothing and allow no lines. `of`: one place that waits, or the hosts, who see the lines of all who wait.
 */
export async function readWaitingRoom(
  sql: Sql,
  meetingId: MeetingId,
  of: ParticipantId | 'hosts',
): Promise<LiveEvent | undefined> {
  const { rows } = await sql.query<WaitingRoom & { lines: WaitingText[] }>({
    name: 'read-waiting-room',
    text: `SELECT m."waitingMessage" AS message, m."waitingTexts" AS texts, l.lines
      FROM "Meeting" m CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_agg(e.event - 'kind' ORDER BY e.sequence), '[]') AS lines
        FROM "LiveEvent" e JOIN "Attendance" a ON a.id = e.event->>'place'
        WHERE m."waitingTexts" AND e."meetingId" = m.id AND e.audience = $2 AND e.event->>'kind' = 'waiting-text'
          AND a.state = 'waiting' AND a."leftAt" IS NULL) l
      WHERE m.id = $1 AND (m."waitingTexts" OR m."waitingMessage" IS NOT NULL)`,
    values: [meetingId, of],
  })
  return rows[0] && { kind: 'waiting-room', ...rows[0] }
}
