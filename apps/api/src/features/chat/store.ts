import type { ChatMessage } from '@parvis/contract/chat'
import type { MeetingId, MeetingSlug, MessageId, OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { LiveEvent } from '@parvis/contract/live'
import { isoTime } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import { isIn } from '../authority/index.ts'
import type { OwnPlace } from '../authority/index.ts'

const messageColumns = `c.id, c.number, a.id AS place, a.name, a.host, a."userId" IS NOT NULL AS account,
  ${isoTime('c."sentAt"')} AS at, c.text`

interface Writing {
  readonly occurrenceId: OccurrenceId
  readonly place: ParticipantId
  readonly clientId: string
  readonly text: string
  /** How many a sitting may have, deleted ones included. */
  readonly most: { readonly inAll: number; readonly aMinute: number }
}

/** The sitting has had as many within a minute as it may. */
interface TooMany {
  readonly retryAfterSeconds: number
}

/**
 * Keeps a message. The meeting is held by the caller, so that numbers follow each other, and tell how many were kept
 * within a minute without another connection. `known`: it was kept before; `full`: the sitting has too many.
 */
export async function keepMessage(
  sql: Sql,
  { occurrenceId, place, clientId, text, most }: Writing,
): Promise<ChatMessage | 'known' | 'full' | TooMany> {
  const before = await sql.query<{ known: boolean; wait: number | null }>(
    `SELECT EXISTS (SELECT 1 FROM "ChatMessage" WHERE "attendanceId" = $2 AND "clientId" = $3) AS known,
       (SELECT ceil(extract(epoch FROM c."sentAt" + interval '1 minute' - clock_timestamp()))::int
        FROM "ChatMessage" c WHERE c."occurrenceId" = $1 AND c.number =
          (SELECT max(number) + 1 - $4::int FROM "ChatMessage" WHERE "occurrenceId" = $1)) AS wait`,
    [occurrenceId, place, clientId, most.aMinute],
  )
  const [{ known, wait } = { known: false, wait: null }] = before.rows
  if (known) return 'known'
  if (wait !== null && wait > 0) return { retryAfterSeconds: wait }
  // NOTE the time is that of the writing, not of the transaction, which may have waited for others to write.
  const { rows } = await sql.query<ChatMessage>(
    `WITH last AS (SELECT coalesce(max(number), 0) AS number FROM "ChatMessage" WHERE "occurrenceId" = $1),
     c AS (
       INSERT INTO "ChatMessage" (id, "occurrenceId", number, "attendanceId", "userId", "clientId", text, "sentAt")
       SELECT gen_random_uuid(), $1, last.number + 1, a.id, a."userId", $3, $4, clock_timestamp()
       FROM last, "Attendance" a WHERE a.id = $2 AND last.number < $5
       RETURNING *)
     SELECT ${messageColumns} FROM c JOIN "Attendance" a ON a.id = c."attendanceId"`,
    [occurrenceId, place, clientId, text, most.inAll],
  )
  return rows[0] ?? 'full'
}

/** A sitting in which somebody reads. */
export interface Reading {
  readonly occurrenceId: OccurrenceId
  readonly since: string
}

/** The sitting that the place is in, if it is this browser's and was let in. `no-meeting` when there is none. */
export async function findReading(
  sql: Sql,
  slug: MeetingSlug,
  { place, deviceHash }: OwnPlace,
): Promise<Reading | 'no-meeting' | undefined> {
  const { rows } = await sql.query<Reading & { occurrenceId: OccurrenceId | null }>({
    name: 'find-chat-reading',
    text: `SELECT s.id AS "occurrenceId", ${isoTime('s."startedAt"')} AS since FROM "Meeting" m
      LEFT JOIN LATERAL (SELECT o.id, o."startedAt" FROM "Occurrence" o JOIN "Attendance" a ON a."occurrenceId" = o.id
        WHERE o."meetingId" = m.id AND o."endedAt" IS NULL AND a.id = $2 AND a."deviceHash" = $3
          AND ${isIn('forGood')}) s ON true
      WHERE m.slug = $1`,
    values: [slug, place, deviceHash ?? null],
  })
  const [row] = rows
  if (!row) return 'no-meeting'
  return row.occurrenceId ? row : undefined
}

/** At most `limit` messages before this number, newest first. */
export async function readMessages(
  sql: Sql,
  occurrenceId: OccurrenceId,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<ChatMessage[]> {
  const { rows } = await sql.query<ChatMessage>({
    name: 'read-chat-messages',
    text: `SELECT ${messageColumns} FROM "ChatMessage" c JOIN "Attendance" a ON a.id = c."attendanceId"
      WHERE c."occurrenceId" = $1 AND c."deletedAt" IS NULL AND c.number < coalesce($2, 2147483647)
      ORDER BY c.number DESC LIMIT $3`,
    values: [occurrenceId, before ?? null, limit],
  })
  return rows
}

/** A message as its deletion has to know it. */
export interface Written {
  readonly place: ParticipantId
  /** Whether it was written from this browser, by a place that is still let in. */
  readonly own: boolean
}

export async function findMessage(
  sql: Sql,
  occurrenceId: OccurrenceId,
  { id, deviceHash }: { readonly id: MessageId; readonly deviceHash: Buffer | undefined },
): Promise<Written | undefined> {
  const { rows } = await sql.query<Written>(
    `SELECT a.id AS place, coalesce(a."deviceHash" = $3, false) AND a.state = 'admitted' AS own
     FROM "ChatMessage" c JOIN "Attendance" a ON a.id = c."attendanceId"
     WHERE c.id = $2 AND c."occurrenceId" = $1 AND c."deletedAt" IS NULL`,
    [occurrenceId, id, deviceHash ?? null],
  )
  return rows[0]
}

/** Takes the text away, from the chat and from what was told of it: who resumes a stream does not hear it again. */
export async function eraseMessage(
  sql: Sql,
  meetingId: MeetingId,
  { id, place }: { readonly id: MessageId; readonly place: ParticipantId },
): Promise<void> {
  await sql.query(`UPDATE "ChatMessage" SET text = '', "deletedAt" = now() WHERE id = $1`, [id])
  const gone: LiveEvent = { kind: 'chat-message-deleted', id, place, by: null }
  await sql.query(
    `UPDATE "LiveEvent" SET event = $3 WHERE "meetingId" = $1
       AND event->>'kind' = 'chat-message' AND event->'message'->>'id' = $2`,
    [meetingId, id, JSON.stringify(gone)],
  )
}
