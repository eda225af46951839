import type { MeetingId, OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'
import type { SfuEvent } from '../../platform/sfu.ts'

/** A place whose state at the SFU has changed, as the live stream tells it. */
export interface ChangedPlace {
  readonly id: ParticipantId
  readonly meetingId: MeetingId
  readonly name: string
  readonly joinedAt: Date
  /** False when it was there before, under another connection. */
  readonly arrived: boolean
}

/**
 * Marks a place as connected with this SFU session. Undefined when the room has no such place, or it has that
 * session already.
 */
export async function markConnected(
  sql: Sql,
  seen: { readonly room: string; readonly identity: string; readonly sid: string },
): Promise<ChangedPlace | undefined> {
  const { rows } = await sql.query<ChangedPlace>({
    name: 'mark-connected',
    text: `WITH before AS (
        SELECT a.id, o."meetingId", a."joinedAt" IS NULL OR a."leftAt" IS NOT NULL AS arrived
        FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
        WHERE o."sfuRoom" = $1 AND o."endedAt" IS NULL AND a.id = $2 AND a."sfuSid" IS DISTINCT FROM $3
        FOR UPDATE OF a)
      UPDATE "Attendance" a SET "sfuSid" = $3, "joinedAt" = coalesce(a."joinedAt", now()), "leftAt" = NULL, "leftBecause" = NULL
      FROM before WHERE a.id = before.id
      RETURNING a.id, before."meetingId", a.name, a."joinedAt", before.arrived`,
    values: [seen.room, seen.identity, seen.sid],
  })
  return rows[0]
}

/** Marks a place as gone, if it is that session which was connected: a reconnection tells of the old one after the new one. */
export async function markGone(
  sql: Sql,
  gone: { readonly room: string; readonly identity: string; readonly sid: string },
): Promise<{ id: ParticipantId; meetingId: MeetingId } | undefined> {
  const { rows } = await sql.query<{ id: ParticipantId; meetingId: MeetingId }>({
    name: 'mark-gone',
    text: `UPDATE "Attendance" a SET "sfuSid" = NULL, "leftAt" = now(), "leftBecause" = 'lost'
      FROM "Occurrence" o
      WHERE o.id = a."occurrenceId" AND o."sfuRoom" = $1 AND a.id = $2 AND a."sfuSid" = $3 AND a."leftAt" IS NULL
      RETURNING a.id, o."meetingId"`,
    values: [gone.room, gone.identity, gone.sid],
  })
  return rows[0]
}

export async function markRoomClosed(sql: Sql, room: string): Promise<void> {
  await sql.query('UPDATE "Occurrence" SET "roomOpen" = false WHERE "sfuRoom" = $1', [room])
}

/** Keeps a webhook until it is processed; false when this event has been received before. */
export async function keepWebhook(sql: Sql, event: SfuEvent): Promise<boolean> {
  const { rowCount } = await sql.query(
    'INSERT INTO "WebhookReceipt" (id, kind, "sfuRoom", event) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING',
    [event.id, event.kind, event.room ?? null, JSON.stringify(event)],
  )
  return rowCount === 1
}

/** Takes the oldest unprocessed webhook, locked against other processes, and marks it processed with this transaction. */
export async function takeWebhook(sql: Sql): Promise<SfuEvent | undefined> {
  const { rows } = await sql.query<{ event: SfuEvent }>(
    `UPDATE "WebhookReceipt" SET "processedAt" = now()
     WHERE id = (SELECT id FROM "WebhookReceipt" WHERE "processedAt" IS NULL ORDER BY sequence LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING event`,
  )
  return rows[0]?.event
}

/** Processed webhooks are needed only to recognise repeats, which the SFU's signature allows for 5 minutes. */
export async function pruneWebhooks(sql: Sql): Promise<void> {
  await sql.query(`DELETE FROM "WebhookReceipt" WHERE "processedAt" < now() - interval '1 hour'`)
}

/** An open sitting with who is in it, as the database has it. */
export interface OpenSitting {
  readonly id: OccurrenceId
  readonly room: string
  readonly roomOpen: boolean
  readonly present: readonly { readonly identity: string; readonly sid: string | null }[]
  /** Nobody was admitted or present for `idleSeconds`. */
  readonly idle: boolean
}

export async function findOpenSittings(sql: Sql, idleSeconds: number): Promise<readonly OpenSitting[]> {
  const { rows } = await sql.query<OpenSitting>(
    `SELECT o.id, o."sfuRoom" AS room, o."roomOpen",
       coalesce(jsonb_agg(jsonb_build_object('identity', a.id, 'sid', a."sfuSid"))
         FILTER (WHERE a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL), '[]') AS present,
       greatest(o."startedAt", max(a."admittedAt"), max(a."leftAt"), max(now()) FILTER (WHERE a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL))
         < now() - make_interval(secs => $1) AS idle
     FROM "Occurrence" o LEFT JOIN "Attendance" a ON a."occurrenceId" = o.id
     WHERE o."endedAt" IS NULL GROUP BY o.id`,
    [idleSeconds],
  )
  return rows
}

/** Those of these rooms of the SFU whose sitting has ended. */
export async function findEndedRooms(sql: Sql, rooms: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql.query<{ room: string }>(
    'SELECT "sfuRoom" AS room FROM "Occurrence" WHERE "sfuRoom" = ANY($1) AND "endedAt" IS NOT NULL',
    [rooms],
  )
  return rows.map(({ room }) => room)
}

/** Whether we issued this identity for the sitting of this room. */
export async function hasPlace(
  sql: Sql,
  of: { readonly room: string; readonly identity: string },
): Promise<boolean> {
  const { rows } = await sql.query(
    `SELECT 1 FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" WHERE a.id = $2 AND o."sfuRoom" = $1`,
    [of.room, of.identity],
  )
  return rows.length > 0
}

/** Ends the sitting: every token of it is worthless from now on. Returns its meeting, or undefined when it was ended before. */
export async function endOccurrence(sql: Sql, room: string): Promise<MeetingId | undefined> {
  const { rows } = await sql.query<{ meetingId: MeetingId }>(
    `WITH ended AS (
       UPDATE "Occurrence" SET "endedAt" = now(), "roomOpen" = false WHERE "sfuRoom" = $1 AND "endedAt" IS NULL
       RETURNING id, "meetingId"),
     out AS (
       UPDATE "Attendance" a SET "leftAt" = now(), "leftBecause" = 'ended', "sfuSid" = NULL
       FROM ended WHERE a."occurrenceId" = ended.id AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL)
     SELECT "meetingId" FROM ended`,
    [room],
  )
  return rows[0]?.meetingId
}
