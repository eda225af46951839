import type { MeetingId, MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import type {
  LiveEvent,
  MeetingState,
  PresentParticipant,
  Vouchers,
  WaitingParticipant,
} from '@parvis/contract/live'
import type { MeetingRights } from '@parvis/contract/meetings'
import { isoTime } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import { effectiveRights, rightsOfMeeting, rightsOfPlace, vouchersOfPlace } from '../authority/index.ts'
import type { OwnRights } from '../authority/index.ts'

/** A meeting and its newest event number. */
export interface WatchedMeeting {
  readonly meetingId: MeetingId
  readonly sequence: bigint
}

/** Undefined when there is no such meeting. */
export async function findMeeting(sql: Sql, slug: MeetingSlug): Promise<WatchedMeeting | undefined> {
  const { rows } = await sql.query<{ id: MeetingId; sequence: string }>(
    'SELECT id, "liveSequence" AS sequence FROM "Meeting" WHERE slug = $1',
    [slug],
  )
  return rows[0] && { meetingId: rows[0].id, sequence: BigInt(rows[0].sequence) }
}

/** A place as its live stream has to know it. */
export interface WatchedPlace {
  readonly state: 'waiting' | 'admitted' | 'refused' | 'removed'
  readonly host: boolean
  /** Waits no more: left, or away for too long. */
  readonly gone: boolean
  readonly sittingEnded: boolean
}

/** The place, if it is this browser's, in this meeting. */
export async function findOwnPlace(
  sql: Sql,
  place: {
    readonly meetingId: MeetingId
    readonly participantId: ParticipantId
    readonly deviceHash: Buffer
  },
): Promise<WatchedPlace | undefined> {
  const { rows } = await sql.query<WatchedPlace>({
    name: 'find-own-place',
    text: `SELECT a.state, a.host, a."leftAt" IS NOT NULL AS gone, o."endedAt" IS NOT NULL AS "sittingEnded"
      FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
      WHERE a.id = $1 AND o."meetingId" = $2 AND a."deviceHash" = $3`,
    values: [place.participantId, place.meetingId, place.deviceHash],
  })
  return rows[0]
}

/** Notes that the pages of these who wait are open. */
export async function noteWatched(sql: Sql, ids: readonly ParticipantId[]): Promise<void> {
  await sql.query({
    name: 'note-watched',
    text: `UPDATE "Attendance" SET "watchedAt" = now() WHERE id = ANY($1) AND state = 'waiting' AND "leftAt" IS NULL`,
    values: [ids],
  })
}

/** Holds the meeting, and puts a place that was away for too long back among those who wait. False when it is answered meanwhile. */
export async function returnToDoor(sql: Sql, meetingId: MeetingId, id: ParticipantId): Promise<boolean> {
  await sql.query('SELECT 1 FROM "Meeting" WHERE id = $1 FOR NO KEY UPDATE', [meetingId])
  const { rowCount } = await sql.query(
    `UPDATE "Attendance" SET "leftAt" = NULL, "leftBecause" = NULL, "watchedAt" = now()
     WHERE id = $1 AND state = 'waiting' AND "leftBecause" = 'lost'`,
    [id],
  )
  return rowCount === 1
}

/** The hosts who are there. */
export async function findPresentHosts(sql: Sql, meetingId: MeetingId): Promise<ReadonlySet<ParticipantId>> {
  const { rows } = await sql.query<{ id: ParticipantId }>({
    name: 'find-present-hosts',
    text: `SELECT a.id FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
      WHERE o."meetingId" = $1 AND o."endedAt" IS NULL AND a.host AND a.state = 'admitted'
        AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL`,
    values: [meetingId],
  })
  return new Set(rows.map(({ id }) => id))
}

/** Whether an event is not older than the place. */
export async function isSince(
  sql: Sql,
  of: { readonly meetingId: MeetingId; readonly id: ParticipantId; readonly sequence: bigint },
): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'is-since',
    text: `SELECT 1 FROM "LiveEvent" e JOIN "Attendance" a ON a.id = $2
      WHERE e."meetingId" = $1 AND e.sequence = $3 AND e."createdAt" >= a."admittedAt"`,
    values: [of.meetingId, of.id, of.sequence],
  })
  return rowCount === 1
}

/** What a place that was put out was told at last, while that is kept. */
export async function findRemoval(
  sql: Sql,
  meetingId: MeetingId,
  id: ParticipantId,
): Promise<LiveEvent | undefined> {
  const { rows } = await sql.query<{ event: LiveEvent }>(
    `SELECT event FROM "LiveEvent" WHERE "meetingId" = $1 AND audience = $2 AND event->>'kind' = 'removed'
     ORDER BY sequence DESC LIMIT 1`,
    [meetingId, id],
  )
  return rows[0]?.event
}

type PresentRow = Omit<PresentParticipant, 'rights' | 'handRaisedAt' | 'vouchers'> & {
  readonly own: OwnRights
  readonly handRaisedAt: string | null
  readonly vouchers: Vouchers
}

interface SnapshotRow {
  readonly sequence: string
  readonly meeting: MeetingState
  readonly participants: readonly PresentRow[]
  readonly waiting: WaitingParticipant[]
  readonly spotlight: ParticipantId | null
  readonly self: { readonly host: boolean; readonly own: OwnRights }
}

const snapshotText = `SELECT m."liveSequence" AS sequence,
    jsonb_build_object('slug', m.slug, 'name', m.name, 'access', m.access, 'locked', coalesce(o.locked, false),
      'renaming', m."renamingAllowed", 'muting', m.muting, 'rights', ${rightsOfMeeting}) AS meeting,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'joinedAt', ${isoTime('a."joinedAt"')},
        'host', a.host, 'account', a."userId" IS NOT NULL, 'own', ${rightsOfPlace}, 'vouchers', ${vouchersOfPlace},
        'handRaisedAt', ${isoTime('a."handRaisedAt"')})
        || CASE WHEN a.administrator THEN '{"administrator":true}'::jsonb ELSE '{}' END ORDER BY a."joinedAt")
      FROM "Attendance" a WHERE a."occurrenceId" = o.id AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL), '[]') AS participants,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'since', ${isoTime('a."admittedAt"')},
        'account', a."userId" IS NOT NULL, 'vouchers', ${vouchersOfPlace}) ORDER BY a."admittedAt")
      FROM "Attendance" a WHERE a."occurrenceId" = o.id AND a.state = 'waiting' AND a."leftAt" IS NULL), '[]') AS waiting,
    (SELECT a.id FROM "Attendance" a
      WHERE a."occurrenceId" = o.id AND a.spotlit AND a.state = 'admitted' AND a."leftAt" IS NULL LIMIT 1) AS spotlight,
    (SELECT jsonb_build_object('host', a.host, 'own', ${rightsOfPlace}) FROM "Attendance" a WHERE a.id = $2) AS self
  FROM "Meeting" m LEFT JOIN "Occurrence" o ON o."meetingId" = m.id AND o."endedAt" IS NULL WHERE m.id = $1`

/** State and number in one statement: they belong together. Hosts see who waits, what everybody may publish, and who vouches for whom. */
export async function readSnapshot(
  sql: Sql,
  meetingId: MeetingId,
  place: { readonly id: ParticipantId; readonly host: boolean },
): Promise<{ sequence: bigint; event: LiveEvent }> {
  const { rows } = await sql.query<SnapshotRow>({
    name: 'read-snapshot',
    text: snapshotText,
    values: [meetingId, place.id],
  })
  const [row] = rows
  if (!row) throw new Error('the meeting was deleted while it was watched')
  const { sequence, meeting, self, spotlight } = row
  const rightsOf = (host: boolean, own: OwnRights): MeetingRights =>
    effectiveRights(own, host, meeting.rights)
  const participants = row.participants.map(({ own, handRaisedAt, vouchers, ...participant }) => ({
    ...participant,
    ...(handRaisedAt !== null && { handRaisedAt }),
    ...(place.host && { rights: rightsOf(participant.host, own), vouchers }),
  }))
  const waiting = place.host ? row.waiting : null
  const event: LiveEvent = {
    kind: 'snapshot',
    meeting,
    participants,
    waiting,
    ownRights: rightsOf(self.host, self.own),
    spotlight,
  }
  return { sequence: BigInt(sequence), event }
}
