import type { MeetingId, ParticipantId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'

interface Asked {
  readonly meetingId: MeetingId
  readonly id: ParticipantId
  readonly deviceHash: Buffer | undefined
}

/** Whether participants of the meeting may change their names, and whether the place is this browser's. */
export async function findNaming(
  sql: Sql,
  { meetingId, id, deviceHash }: Asked,
): Promise<{ readonly allowed: boolean; readonly own: boolean }> {
  const { rows } = await sql.query<{ allowed: boolean; own: boolean }>(
    `SELECT "renamingAllowed" AS allowed,
       EXISTS (SELECT 1 FROM "Attendance" WHERE id = $2 AND "deviceHash" = $3) AS own
     FROM "Meeting" WHERE id = $1`,
    [meetingId, id, deviceHash ?? null],
  )
  const [row] = rows
  if (!row) throw new Error('the meeting is gone although its row is locked')
  return row
}

export async function setName(sql: Sql, id: ParticipantId, name: string): Promise<void> {
  await sql.query('UPDATE "Attendance" SET name = $2 WHERE id = $1', [id, name])
}
