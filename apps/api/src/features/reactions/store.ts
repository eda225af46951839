import type { OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { MeetingRights } from '@parvis/contract/meetings'
import type { Sql } from '../../platform/database.ts'
import { effectiveRights, rightsOfMeeting, rightsOfPlace } from '../authority/index.ts'
import type { OwnRights } from '../authority/index.ts'

interface RightsRow {
  readonly host: boolean
  readonly own: OwnRights
  readonly meeting: MeetingRights
}

/** What a place of this browser may do that is in the sitting now; undefined for every other. */
export async function findRights(
  sql: Sql,
  occurrenceId: OccurrenceId,
  { id, deviceHash }: { readonly id: ParticipantId; readonly deviceHash: Buffer | undefined },
): Promise<MeetingRights | undefined> {
  const { rows } = await sql.query<RightsRow>({
    name: 'find-rights-to-react',
    text: `SELECT a.host, ${rightsOfPlace} AS own, ${rightsOfMeeting} AS meeting
      FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" JOIN "Meeting" m ON m.id = o."meetingId"
      WHERE o.id = $1 AND a.id = $2 AND a."deviceHash" = $3
        AND a.state = 'admitted' AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL`,
    values: [occurrenceId, id, deviceHash ?? null],
  })
  const [row] = rows
  return row && effectiveRights(row.own, row.host, row.meeting)
}
