import { randomInt } from 'node:crypto'
import type { MeetingId, MeetingSlug, OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { MeetingRights } from '@parvis/contract/meetings'
import type { Sql } from '../../platform/database.ts'
import type { BarredRights, OwnRights } from '../authority/index.ts'
import type { AdministratorEntry } from './as-administrator.ts'
import { toStatement } from './entry-statement.ts'
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
  readonly barred: BarredRights
  /** The place that the caller asked to come back to. */
  readonly place: OwnPlace | undefined
}

/** A wish to enter: who asks, from where. */
export interface Arrival extends DoorLimits {
  readonly slug: MeetingSlug
  readonly userId: string | undefined
  readonly deviceHash: Buffer
  readonly participantId: ParticipantId | undefined
  /** Absent when addresses are not counted. */
  readonly sourceHash: Buffer | undefined
  /** Undefined when the caller gave none: then no place is taken. */
  readonly name: string | undefined
  /** The identity provider that vouches for them, as the operator calls it. */
  readonly vouchedBy: string | undefined
  readonly administrator: AdministratorEntry | undefined
}

type EntryRow = Omit<Entry, 'occurrence' | 'place'> &
  OpenOccurrence & {
    readonly occurrenceId: OccurrenceId | null
    readonly place: OwnPlace | null
    readonly takenId?: ParticipantId | null
  }

/** Reads all that joining must know, and takes a place at once in the usual case, which that of administrators never is. */
export async function arrive(
  sql: Sql,
  arrival: Arrival,
): Promise<(Entry & { readonly taken: ParticipantId | undefined }) | undefined> {
  const { rows } = await sql.query<EntryRow>({
    ...toStatement('arrive', arrival.userId),
    values: [
      ...entryValues(arrival),
      createParticipantId(),
      (!arrival.administrator && arrival.name) || null,
      arrival.capacity,
      arrival.vouchedBy ?? null,
    ],
  })
  const row = rows[0]
  return row && { ...toEntry(row), taken: row.takenId ?? undefined }
}

/** Reads the same again, after the meeting's row was locked until the transaction ends: nothing at the door changes meanwhile. */
export async function readEntry(sql: Sql, arrival: Arrival): Promise<Entry | undefined> {
  if (!(await holdMeeting(sql, arrival.slug))) return undefined
  const { rows } = await sql.query<EntryRow>({
    ...toStatement('read-entry', arrival.userId),
    values: entryValues(arrival),
  })
  return rows[0] && toEntry(rows[0])
}

function entryValues({ slug, userId, deviceHash, participantId, sourceHash }: Arrival): unknown[] {
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
  readonly vouchedBy: string | undefined
  readonly state: 'admitted' | 'waiting'
  readonly sourceHash: Buffer | undefined
}

/** Gives a new place in the occurrence. */
export async function takePlace(sql: Sql, place: NewPlace): Promise<ParticipantId> {
  const id = createParticipantId()
  const waits = place.state === 'waiting'
  await sql.query({
    name: 'take-place',
    text: `INSERT INTO "Attendance" (id, "occurrenceId", "userId", "deviceHash", name, host, state, "sourceHash", "vouchedBy", "watchedAt")
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $10 THEN now() END)`,
    values: [
      id,
      place.occurrenceId,
      place.userId ?? null,
      place.deviceHash,
      place.name,
      place.host,
      place.state,
      (waits && place.sourceHash) || null,
      place.vouchedBy ?? null,
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
