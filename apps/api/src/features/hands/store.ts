import type { OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'

/** The hand of somebody who is in the sitting now. */
export interface Hand {
  /** Whether the place is this browser's. */
  readonly own: boolean
  readonly raised: boolean
}

/** Undefined for who waits, was put out, has left, or is of another sitting. */
export async function findHand(
  sql: Sql,
  occurrenceId: OccurrenceId,
  { id, deviceHash }: { readonly id: ParticipantId; readonly deviceHash: Buffer | undefined },
): Promise<Hand | undefined> {
  const { rows } = await sql.query<Hand>(
    `SELECT coalesce("deviceHash" = $3, false) AS own, "handRaisedAt" IS NOT NULL AS raised FROM "Attendance"
     WHERE "occurrenceId" = $1 AND id = $2 AND state = 'admitted' AND "joinedAt" IS NOT NULL AND "leftAt" IS NULL`,
    [occurrenceId, id, deviceHash ?? null],
  )
  return rows[0]
}

/** Raises the hand, at the end of the queue. */
export async function raiseHand(sql: Sql, id: ParticipantId): Promise<Date> {
  // NOTE not now(), when the transaction began: who waits for the meeting's lock comes after who had it.
  const { rows } = await sql.query<{ at: Date }>(
    'UPDATE "Attendance" SET "handRaisedAt" = clock_timestamp() WHERE id = $1 RETURNING "handRaisedAt" AS at',
    [id],
  )
  const [row] = rows
  if (!row) throw new Error('the place is gone although its meeting is locked')
  return row.at
}

/** Lowers the hand of one, or all in the sitting, also of who may come back; returns whose were up. */
export async function lowerRaised(
  sql: Sql,
  occurrenceId: OccurrenceId,
  whose: ParticipantId | 'all',
): Promise<readonly ParticipantId[]> {
  const { rows } = await sql.query<{ id: ParticipantId; present: boolean }>(
    `UPDATE "Attendance" SET "handRaisedAt" = NULL
     WHERE "occurrenceId" = $1 AND ($2 = 'all' OR id = $2) AND "handRaisedAt" IS NOT NULL
     RETURNING id, "leftAt" IS NULL AS present`,
    [occurrenceId, whose],
  )
  return rows.filter(({ present }) => present).map(({ id }) => id)
}
