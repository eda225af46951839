import { randomInt } from 'node:crypto'
import type { MeetingId, MeetingSlug, OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { MeetingRights } from '@parvis/contract/meetings'
import type { Sql } from '../../platform/database.ts'
import { joinRole, ownRights, rightsOfMeeting } from '../authority/index.ts'
import type { OwnRights } from '../authority/index.ts'
import type { AdministratorEntry } from './as-administrator.ts'
import type { Door, DoorLimits, PlaceState } from './policy.ts'

/** One sitting of a meeting, open now. */
export interface OpenOccurrence {
  readonly id: OccurrenceId
  readonly sfuRoom: string
  readonly startedAt: Date
  /** Whether the SFU has the room, as far as we were told. */
  readonly roomOpen: boolean
}

/** A place in the open occurrence that is of the caller's browser. */
export interface OwnPlace extends OwnRights {
  readonly id: ParticipantId
  readonly name: string
  readonly state: PlaceState
  readonly host: boolean
  /** Has been connected to the SFU. */
  readonly wasThere: boolean
  /** Waits no more, since the browser was gone for too long. */
  readonly gone: boolean
}

/** All that joining must know, from one read. */
export interface Entry extends Omit<Door, 'place' | 'signedIn' | 'administrator'> {
  readonly meetingId: MeetingId
  readonly occurrence: OpenOccurrence | undefined
  readonly rights: MeetingRights
  readonly passcodeAsked: boolean
  /** Whether anybody may share a screen in meetings of the organisation. */
  readonly sharingAllowed: boolean
  /** The place that the caller asked to come back to. */
  readonly place: OwnPlace | undefined
}

/** Who asks to enter, from where. */
export interface EntryQuery {
  readonly slug: MeetingSlug
  readonly userId: string | undefined
  readonly deviceHash: Buffer
  readonly participantId: ParticipantId | undefined
  /** Absent when addresses are not counted. */
  readonly sourceHash: Buffer | undefined
}

type EntryRow = Omit<Entry, 'occurrence' | 'place'> &
  OpenOccurrence & {
    readonly occurrenceId: OccurrenceId | null
    readonly place: OwnPlace | null
    readonly takenId?: ParticipantId | null
  }

/** SQL: whether somebody with the role `r` has to give the passcode of the meeting `m`. */
export const passcodeAsked = `(m."passcodeSealed" IS NOT NULL
  AND CASE WHEN m."passcodeForAll" THEN coalesce(r.role NOT IN ('owner', 'cohost'), true) ELSE r.role IS NULL END)`

const entryText = `SELECT m.id AS "meetingId", m.access, r.role, o.id AS "occurrenceId", o."sfuRoom", o."startedAt", o."roomOpen",
    coalesce(o.locked, false) AS locked, coalesce(o."askAll", false) AS "askAll",
    m."waitForHost" AND NOT coalesce(s."hostPresent", false) AS "hostAwaited", ${passcodeAsked} AS "passcodeAsked",
    ${rightsOfMeeting} AS rights,
    EXISTS (SELECT 1 FROM "Ban" b WHERE b."meetingId" = m.id AND (b."deviceHash" = $3 OR b."userId" = $2)) AS banned,
    g."guestsAllowed", g."sharingAllowed",
    s.present, s.waiting, s."waitingFromSource", s."removedBefore", s."refusedSecondsAgo",
    CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'name', p.name, 'state', p.state, 'host', p.host,
      ${ownRights('p', 'g."sharingAllowed"')},
      'wasThere', p."joinedAt" IS NOT NULL, 'gone', p."leftAt" IS NOT NULL) END AS place
  FROM "Meeting" m JOIN "Organisation" g ON g.id = m."organisationId"
  ${joinRole('m.id', '$2')}
  LEFT JOIN "Occurrence" o ON o."meetingId" = m.id AND o."endedAt" IS NULL
  LEFT JOIN "Attendance" p ON p.id = $4 AND p."occurrenceId" = o.id AND p."deviceHash" = $3
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL)::int AS present,
      bool_or(a.host AND a.state = 'admitted' AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL) AS "hostPresent",
      count(*) FILTER (WHERE a.state = 'waiting' AND a."leftAt" IS NULL)::int AS waiting,
      count(*) FILTER (WHERE a.state = 'waiting' AND a."leftAt" IS NULL AND a."sourceHash" = $5)::int AS "waitingFromSource",
      coalesce(bool_or(a.state = 'removed' AND own.is), false) AS "removedBefore",
      floor(extract(epoch FROM now() - max(a."leftAt") FILTER (WHERE a.state = 'refused' AND own.is)))::int AS "refusedSecondsAgo"
    FROM "Attendance" a CROSS JOIN LATERAL (SELECT a."deviceHash" = $3 OR a."userId" IS NOT DISTINCT FROM $2::uuid AND $2 IS NOT NULL AS is) own
    WHERE a."occurrenceId" = o.id) s
  WHERE m.slug = $1`

// NOTE the way into a call costs one round trip: the statement that reads also takes the place in the usual case, a
// public meeting whose room is open and where nothing speaks against it. Every other case changes nothing and is
// judged by the policy, of which this is a part. Its commit does not wait for the disk: a place that a crash of the
// database loses is one that the gate refuses, and the page asks for another.
const arriveText = `WITH entry AS (${entryText}),
  taken AS (
    INSERT INTO "Attendance" (id, "occurrenceId", "userId", "deviceHash", name, host)
    SELECT $6, "occurrenceId", $2, $3, $7, coalesce(role IN ('owner', 'cohost'), false) FROM entry
    WHERE "roomOpen" AND place IS NULL AND access = 'public' AND NOT "askAll" AND NOT locked
      AND NOT "hostAwaited" AND NOT "passcodeAsked"
      AND ("guestsAllowed" OR $2::uuid IS NOT NULL) AND NOT banned AND NOT "removedBefore" AND present < $8 AND $7::text IS NOT NULL
    RETURNING id)
  SELECT entry.*, taken.id AS "takenId", set_config('synchronous_commit', 'off', true)
  FROM entry LEFT JOIN taken ON true`

/** A wish to enter; `name` is undefined when the caller gave none, and then no place is taken. */
export interface Arrival extends EntryQuery, DoorLimits {
  readonly name: string | undefined
  readonly administrator: AdministratorEntry | undefined
}

/** Reads all that joining must know, and takes a place at once in the usual case, which that of administrators never is. */
export async function arrive(
  sql: Sql,
  arrival: Arrival,
): Promise<(Entry & { readonly taken: ParticipantId | undefined }) | undefined> {
  const { rows } = await sql.query<EntryRow>({
    name: 'arrive',
    text: arriveText,
    values: [
      ...entryValues(arrival),
      createParticipantId(),
      (!arrival.administrator && arrival.name) || null,
      arrival.capacity,
    ],
  })
  const row = rows[0]
  return row && { ...toEntry(row), taken: row.takenId ?? undefined }
}

/** Reads the same again, after the meeting's row was locked until the transaction ends: nothing at the door changes meanwhile. */
export async function readEntry(sql: Sql, query: EntryQuery): Promise<Entry | undefined> {
  if (!(await holdMeeting(sql, query.slug))) return undefined
  const { rows } = await sql.query<EntryRow>({
    name: 'read-entry',
    text: entryText,
    values: entryValues(query),
  })
  return rows[0] && toEntry(rows[0])
}

function entryValues({ slug, userId, deviceHash, participantId, sourceHash }: EntryQuery): unknown[] {
  return [slug, userId ?? null, deviceHash, participantId ?? null, sourceHash ?? null]
}

function toEntry({ occurrenceId, sfuRoom, startedAt, roomOpen, place, ...entry }: EntryRow): Entry {
  return {
    ...entry,
    occurrence: occurrenceId ? { id: occurrenceId, sfuRoom, startedAt, roomOpen } : undefined,
    place: place ?? undefined,
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

/** A place to give. */
export interface NewPlace {
  readonly occurrenceId: OccurrenceId
  readonly userId: string | undefined
  readonly deviceHash: Buffer
  readonly name: string
  readonly host: boolean
  readonly state: 'admitted' | 'waiting'
  readonly sourceHash: Buffer | undefined
}

/** Gives a new place in the occurrence. */
export async function takePlace(sql: Sql, place: NewPlace): Promise<ParticipantId> {
  const id = createParticipantId()
  const waits = place.state === 'waiting'
  await sql.query({
    name: 'take-place',
    text: `INSERT INTO "Attendance" (id, "occurrenceId", "userId", "deviceHash", name, host, state, "sourceHash", "watchedAt")
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $9 THEN now() END)`,
    values: [
      id,
      place.occurrenceId,
      place.userId ?? null,
      place.deviceHash,
      place.name,
      place.host,
      place.state,
      (waits && place.sourceHash) || null,
      waits,
    ],
  })
  return id
}

/** Whether the meeting exists; if so, its row is locked until the transaction ends. */
export async function holdMeeting(sql: Sql, slug: MeetingSlug): Promise<boolean> {
  const { rows } = await sql.query('SELECT 1 FROM "Meeting" WHERE slug = $1 FOR NO KEY UPDATE', [slug])
  return rows.length > 0
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

function createParticipantId(): ParticipantId {
  const letters = Array.from({ length: 24 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `p_${letters}` as ParticipantId // the one place that makes them
}
