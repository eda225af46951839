import { randomInt } from 'node:crypto'
import type { MeetingId, MeetingSlug, OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'

/** One sitting of a meeting, open now. */
export interface OpenOccurrence {
  readonly id: OccurrenceId
  readonly sfuRoom: string
  readonly startedAt: Date
  /** Whether the SFU has the room, as far as we were told. */
  readonly roomOpen: boolean
}

/** All that joining must know, from one read. */
export interface Entry {
  readonly meetingId: MeetingId
  readonly banned: boolean
  readonly present: number
  readonly occurrence: OpenOccurrence | undefined
  /** The place that the caller asked to come back to, if it is of this browser and of the open occurrence. */
  readonly place: { readonly id: ParticipantId; readonly name: string } | undefined
}

interface EntryQuery {
  readonly slug: MeetingSlug
  readonly userId: string | undefined
  readonly deviceHash: Buffer
  readonly participantId: ParticipantId | undefined
}

interface EntryRow {
  readonly meetingId: MeetingId
  readonly banned: boolean
  readonly present: number
  readonly occurrenceId: OccurrenceId | null
  readonly sfuRoom: string
  readonly startedAt: Date
  readonly roomOpen: boolean
  readonly placeId: ParticipantId | null
  readonly placeName: string
  readonly takenId: ParticipantId | null
}

// NOTE the way into a call costs one round trip: the statement that reads also takes the place, when the room is open
// and nothing that the policy looks at speaks against it. Every other case changes nothing and is judged by the policy.
// Its commit does not wait for the disk: a place that a crash of the database loses is one that the gate refuses, and
// the page asks for another.
const enterText = `WITH entry AS (
    SELECT m.id AS "meetingId", o.id AS "occurrenceId", o."sfuRoom", o."startedAt", o."roomOpen",
      EXISTS (SELECT 1 FROM "Ban" b WHERE b."meetingId" = m.id AND (b."deviceHash" = $3 OR b."userId" = $2)) AS banned,
      (SELECT count(*)::int FROM "Attendance" a
        WHERE a."occurrenceId" = o.id AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL) AS present,
      p.id AS "placeId", p.name AS "placeName"
    FROM "Meeting" m
    LEFT JOIN "Occurrence" o ON o."meetingId" = m.id AND o."endedAt" IS NULL
    LEFT JOIN "Attendance" p ON p.id = $4 AND p."occurrenceId" = o.id AND p."deviceHash" = $3
    WHERE m.slug = $1),
  taken AS (
    INSERT INTO "Attendance" (id, "occurrenceId", "userId", "deviceHash", name)
    SELECT $5, "occurrenceId", $2, $3, $6 FROM entry
    WHERE "roomOpen" AND "placeId" IS NULL AND NOT banned AND present < $7 AND $6::text IS NOT NULL
    RETURNING id)
  SELECT entry.*, taken.id AS "takenId", set_config('synchronous_commit', 'off', true)
  FROM entry LEFT JOIN taken ON true`

/** A wish to enter; `name` is undefined when the caller gave none, and then no place is taken. */
export interface Arrival extends EntryQuery {
  readonly name: string | undefined
  readonly capacity: number
}

/** Reads all that joining must know, and takes a place at once when nothing speaks against it. */
export async function arrive(
  sql: Sql,
  arrival: Arrival,
): Promise<(Entry & { readonly taken: ParticipantId | undefined }) | undefined> {
  const { slug, userId, deviceHash, participantId, name, capacity } = arrival
  const { rows } = await sql.query<EntryRow>({
    name: 'arrive',
    text: enterText,
    values: [
      slug,
      userId ?? null,
      deviceHash,
      participantId ?? null,
      createParticipantId(),
      name ?? null,
      capacity,
    ],
  })
  const row = rows[0]
  return row && { ...toEntry(row), taken: row.takenId ?? undefined }
}

function toEntry(row: EntryRow): Entry {
  const { meetingId, banned, present, sfuRoom, startedAt, roomOpen } = row
  return {
    meetingId,
    banned,
    present,
    occurrence: row.occurrenceId ? { id: row.occurrenceId, sfuRoom, startedAt, roomOpen } : undefined,
    place: row.placeId ? { id: row.placeId, name: row.placeName } : undefined,
  }
}

/** Opens a sitting, or returns the one that somebody else has opened in the meantime (partial unique index). */
export async function openOccurrence(sql: Sql, meetingId: MeetingId): Promise<OpenOccurrence> {
  const { rows } = await sql.query<OpenOccurrence>(
    `WITH opened AS (
       INSERT INTO "Occurrence" (id, "meetingId", "sfuRoom")
       SELECT id, $1, 'o_' || replace(id::text, '-', '') FROM (SELECT gen_random_uuid() AS id) fresh
       ON CONFLICT ("meetingId") WHERE "endedAt" IS NULL DO UPDATE SET "endedAt" = NULL
       RETURNING id, "sfuRoom", "startedAt", "roomOpen"),
     used AS (UPDATE "Meeting" SET "lastUsedAt" = now() WHERE id = $1)
     SELECT * FROM opened`,
    [meetingId],
  )
  const [occurrence] = rows
  if (!occurrence) throw new Error('an open occurrence was neither found nor made')
  return occurrence
}

export async function markRoomOpen(sql: Sql, occurrenceId: OccurrenceId): Promise<void> {
  await sql.query('UPDATE "Occurrence" SET "roomOpen" = true WHERE id = $1', [occurrenceId])
}

interface NewPlace {
  readonly occurrenceId: OccurrenceId
  readonly userId: string | undefined
  readonly deviceHash: Buffer
  readonly name: string
}

/** Gives a new place in the occurrence. */
export async function takePlace(sql: Sql, place: NewPlace): Promise<ParticipantId> {
  const id = createParticipantId()
  await sql.query({
    name: 'take-place',
    text: 'INSERT INTO "Attendance" (id, "occurrenceId", "userId", "deviceHash", name) VALUES ($1, $2, $3, $4, $5)',
    values: [id, place.occurrenceId, place.userId ?? null, place.deviceHash, place.name],
  })
  return id
}

interface Departure {
  readonly slug: MeetingSlug
  readonly deviceHash: Buffer
  readonly participantId: ParticipantId | undefined
}

/** Marks the places of this browser left, and returns those that were taken. */
export async function leavePlaces(
  sql: Sql,
  { slug, deviceHash, participantId }: Departure,
): Promise<readonly { id: ParticipantId; meetingId: MeetingId }[]> {
  const { rows } = await sql.query<{ id: ParticipantId; meetingId: MeetingId }>(
    `UPDATE "Attendance" a SET "leftAt" = now(), "leftBecause" = 'left', "sfuSid" = NULL
     FROM "Occurrence" o JOIN "Meeting" m ON m.id = o."meetingId"
     WHERE a."occurrenceId" = o.id AND o."endedAt" IS NULL AND m.slug = $1 AND a."deviceHash" = $2
       AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL AND ($3::text IS NULL OR a.id = $3)
     RETURNING a.id, m.id AS "meetingId"`,
    [slug, deviceHash, participantId ?? null],
  )
  return rows
}

/** Whether the meeting exists. */
export async function hasMeeting(sql: Sql, slug: MeetingSlug): Promise<boolean> {
  return (await sql.query('SELECT 1 FROM "Meeting" WHERE slug = $1', [slug])).rows.length > 0
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

function createParticipantId(): ParticipantId {
  const letters = Array.from({ length: 24 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `p_${letters}` as ParticipantId // the one place that makes them
}
