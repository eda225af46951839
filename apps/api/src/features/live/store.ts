import type { MeetingId, MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import type { LiveEvent } from '@parvis/contract/live'
import type { Sql } from '../../platform/database.ts'

/** A place whose owner wants to watch the meeting. */
export interface Watcher {
  readonly meetingId: MeetingId
  readonly sequence: bigint
}

/** The meeting and its newest event number, or undefined when there is no such meeting. */
export async function findMeeting(sql: Sql, slug: MeetingSlug): Promise<Watcher | undefined> {
  const { rows } = await sql.query<{ id: MeetingId; sequence: string }>(
    'SELECT id, "liveSequence" AS sequence FROM "Meeting" WHERE slug = $1',
    [slug],
  )
  return rows[0] && { meetingId: rows[0].id, sequence: BigInt(rows[0].sequence) }
}

/** Whether the place is this browser's, in this meeting. */
export async function isOwnPlace(
  sql: Sql,
  place: {
    readonly meetingId: MeetingId
    readonly participantId: ParticipantId
    readonly deviceHash: Buffer
  },
): Promise<boolean> {
  const { rows } = await sql.query(
    `SELECT 1 FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
     WHERE a.id = $1 AND o."meetingId" = $2 AND a."deviceHash" = $3`,
    [place.participantId, place.meetingId, place.deviceHash],
  )
  return rows.length > 0
}

interface SnapshotRow {
  readonly sequence: string
  readonly name: string | null
  readonly participants: Extract<LiveEvent, { kind: 'snapshot' }>['participants']
}

/** State and number in one statement: they belong together. */
export async function readSnapshot(
  sql: Sql,
  slug: MeetingSlug,
): Promise<{ sequence: bigint; event: LiveEvent }> {
  const { rows } = await sql.query<SnapshotRow>(
    `SELECT m."liveSequence" AS sequence, m.name,
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name,
           'joinedAt', to_char(a."joinedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY a."joinedAt")
         FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
         WHERE o."meetingId" = m.id AND o."endedAt" IS NULL AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL), '[]') AS participants
     FROM "Meeting" m WHERE m.slug = $1`,
    [slug],
  )
  const [row] = rows
  if (!row) throw new Error('the meeting was deleted while it was watched')
  const { sequence, name, participants } = row
  return { sequence: BigInt(sequence), event: { kind: 'snapshot', meeting: { slug, name }, participants } }
}
