import { handKeptSeconds } from '@parvis/contract/hands'
import type { MeetingId, OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { Vouchers } from '@parvis/contract/live'
import type { MeetingRights } from '@parvis/contract/meetings'
import type { Sql } from '../../platform/database.ts'
import type { SfuEvent } from '../../platform/sfu.ts'
import {
  effectiveRights,
  rightColumns,
  rightsOfMeeting,
  rightsOfPlace,
  vouchersOfPlace,
} from '../authority/index.ts'
import type { OwnRights } from '../authority/index.ts'

/** A place whose state at the SFU has changed, as the live stream tells it. */
export interface ChangedPlace {
  readonly id: ParticipantId
  readonly meetingId: MeetingId
  readonly name: string
  readonly joinedAt: Date
  readonly host: boolean
  readonly account: boolean
  /** Entered by the right of those who administer. */
  readonly administrator: boolean
  readonly handRaisedAt: Date | null
  readonly vouchers: Vouchers
  /** What it may publish, and whether that is a rule of its own. */
  readonly rights: MeetingRights
  readonly restricted: boolean
  /** False when it was there before, under another connection. */
  readonly arrived: boolean
}

/** Holds the meeting of this room until the transaction ends: whoever changes places and tells of it does so first, so that none waits for the other. */
export async function holdMeeting(sql: Sql, room: string): Promise<void> {
  await sql.query({
    name: 'hold-meeting',
    text: `SELECT 1 FROM "Meeting" m JOIN "Occurrence" o ON o."meetingId" = m.id
      WHERE o."sfuRoom" = $1 FOR NO KEY UPDATE OF m`,
    values: [room],
  })
}

/** The open sitting whose room this is. */
export async function findSitting(sql: Sql, room: string): Promise<{ id: OccurrenceId } | undefined> {
  const { rows } = await sql.query<{ id: OccurrenceId }>(
    'SELECT id FROM "Occurrence" WHERE "sfuRoom" = $1 AND "endedAt" IS NULL',
    [room],
  )
  return rows[0]
}

/** SQL: what a place itself was allowed or forbidden, and what its meeting allows. */
const rightsColumns = `${rightsOfPlace} AS own,
  ${rightsOfMeeting} AS "meetingRights"`

interface RightsRow {
  readonly host: boolean
  readonly own: OwnRights
  readonly meetingRights: MeetingRights
}

/**
 * Marks an admitted place as connected with this SFU session. Undefined when the room has no such place, or it has
 * that session already.
 */
export async function markConnected(
  sql: Sql,
  seen: { readonly room: string; readonly identity: string; readonly sid: string },
): Promise<ChangedPlace | undefined> {
  const { rows } = await sql.query<Omit<ChangedPlace, 'rights' | 'restricted'> & RightsRow>({
    name: 'mark-connected',
    text: `WITH before AS (
        SELECT a.id, o."meetingId", a."joinedAt" IS NULL OR a."leftAt" IS NOT NULL AS arrived
        FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
        WHERE o."sfuRoom" = $1 AND o."endedAt" IS NULL AND a.id = $2 AND a."sfuSid" IS DISTINCT FROM $3
          AND a.state = 'admitted'
        FOR UPDATE OF a)
      UPDATE "Attendance" a SET "sfuSid" = $3, "joinedAt" = coalesce(a."joinedAt", now()), "leftAt" = NULL, "leftBecause" = NULL,
        spotlit = a.spotlit AND NOT before.arrived,
        "handRaisedAt" = CASE WHEN a."leftAt" < now() - interval '${handKeptSeconds} seconds' THEN NULL ELSE a."handRaisedAt" END
      FROM before JOIN "Meeting" m ON m.id = before."meetingId" WHERE a.id = before.id
      RETURNING a.id, before."meetingId", a.name, a."joinedAt", before.arrived, a.host, a."userId" IS NOT NULL AS account, a.administrator,
        a."handRaisedAt", ${vouchersOfPlace} AS vouchers, ${rightsColumns}`,
    values: [seen.room, seen.identity, seen.sid],
  })
  const [row] = rows
  if (!row) return undefined
  const { own, meetingRights, ...place } = row
  const restricted = Object.values(own).some((allowed) => allowed !== null)
  return { ...place, rights: effectiveRights(own, row.host, meetingRights), restricted }
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

/** A member who keeps order while no host is there. */
export interface StandIn {
  readonly id: ParticipantId
  readonly meetingId: MeetingId
  readonly organisationId: string
  readonly slug: string
  readonly rights: MeetingRights
}

/** Makes the member who has been there longest host, where the meeting wants it and no host is there. Whom a host forbade something is none. */
export async function markStandIn(sql: Sql, room: string): Promise<StandIn | undefined> {
  const { rows } = await sql.query<Omit<StandIn, 'rights'> & RightsRow>({
    name: 'mark-stand-in',
    text: `WITH chosen AS (
        SELECT a.id FROM "Occurrence" o JOIN "Meeting" m ON m.id = o."meetingId"
        JOIN "Attendance" a ON a."occurrenceId" = o.id JOIN "MeetingRole" r ON r."meetingId" = m.id AND r."userId" = a."userId"
        WHERE o."sfuRoom" = $1 AND o."endedAt" IS NULL AND m."membersStandIn"
          AND a.state = 'admitted' AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL
          AND ${rightColumns.map((column) => `a.${column} IS NOT FALSE`).join(' AND ')}
          AND NOT EXISTS (SELECT FROM "Attendance" h WHERE h."occurrenceId" = o.id AND h.host
            AND h.state = 'admitted' AND h."joinedAt" IS NOT NULL AND h."leftAt" IS NULL)
        ORDER BY a."joinedAt", a.id LIMIT 1)
      UPDATE "Attendance" a SET host = true
      FROM chosen, "Occurrence" o JOIN "Meeting" m ON m.id = o."meetingId"
      WHERE a.id = chosen.id AND o.id = a."occurrenceId"
      RETURNING a.id, a.host, m.id AS "meetingId", m."organisationId", m.slug, ${rightsColumns}`,
    values: [room],
  })
  const [row] = rows
  if (!row) return undefined
  const { own, meetingRights, host, ...place } = row
  return { ...place, rights: effectiveRights(own, host, meetingRights) }
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
  /** Nobody was admitted, present or waiting for `idleSeconds`. */
  readonly idle: boolean
}

export async function findOpenSittings(sql: Sql, idleSeconds: number): Promise<readonly OpenSitting[]> {
  const { rows } = await sql.query<OpenSitting>(
    // NOTE who is there and who waits have indexes of their own; all who ever came are looked at only when nobody is left.
    `SELECT o.id, o."sfuRoom" AS room, o."roomOpen",
       coalesce((SELECT jsonb_agg(jsonb_build_object('identity', a.id, 'sid', a."sfuSid"))
         FROM "Attendance" a WHERE a."occurrenceId" = o.id AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL), '[]') AS present,
       o."startedAt" < r.since
         AND NOT EXISTS (SELECT FROM "Attendance" a WHERE a."occurrenceId" = o.id AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL)
         AND NOT EXISTS (SELECT FROM "Attendance" a WHERE a."occurrenceId" = o.id AND a.state = 'waiting' AND a."leftAt" IS NULL)
         AND NOT EXISTS (SELECT FROM "Attendance" a WHERE a."occurrenceId" = o.id AND (a."admittedAt" >= r.since OR a."leftAt" >= r.since))
         AS idle
     FROM "Occurrence" o CROSS JOIN (SELECT now() - make_interval(secs => $1) AS since) r
     WHERE o."endedAt" IS NULL`,
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

/** What those who are at the SFU may publish; who may not be there at all is missing. */
export async function findRightsAtSfu(
  sql: Sql,
  of: { readonly room: string; readonly identities: readonly string[] },
): Promise<ReadonlyMap<string, MeetingRights>> {
  const { rows } = await sql.query<RightsRow & { readonly id: string }>({
    name: 'find-rights-at-sfu',
    text: `SELECT a.id, a.host, ${rightsColumns}
      FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" JOIN "Meeting" m ON m.id = o."meetingId"
      WHERE a.id = ANY($2) AND o."sfuRoom" = $1 AND o."endedAt" IS NULL AND a.state = 'admitted'
        AND NOT EXISTS (SELECT 1 FROM "Ban" b WHERE b."meetingId" = m.id
          AND (b."deviceHash" = a."deviceHash" OR b."userId" = a."userId"))`,
    values: [of.room, of.identities],
  })
  return new Map(
    rows.map(({ id, host, own, meetingRights }) => [id, effectiveRights(own, host, meetingRights)]),
  )
}

/** Ends the sitting: every token of it is worthless from now on. Returns its meeting, or undefined when it was ended before. */
export async function endOccurrence(sql: Sql, room: string): Promise<MeetingId | undefined> {
  const { rows } = await sql.query<{ meetingId: MeetingId }>(
    `WITH ended AS (
       UPDATE "Occurrence" SET "endedAt" = now(), "roomOpen" = false WHERE "sfuRoom" = $1 AND "endedAt" IS NULL
       RETURNING id, "meetingId"),
     out AS (
       UPDATE "Attendance" a SET "leftAt" = now(), "leftBecause" = 'ended', "sfuSid" = NULL, "sourceHash" = NULL
       FROM ended WHERE a."occurrenceId" = ended.id AND (a."joinedAt" IS NOT NULL OR a.state = 'waiting') AND a."leftAt" IS NULL)
     SELECT "meetingId" FROM ended`,
    [room],
  )
  return rows[0]?.meetingId
}
