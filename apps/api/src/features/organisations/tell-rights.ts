import type { MeetingId, OrganisationId, ParticipantId } from '@parvis/contract/ids'
import type { MeetingRights } from '@parvis/contract/meetings'
import type { PoolClient } from 'pg'
import { appendLiveEvents } from '../../platform/live.ts'
import { effectiveRights, rightsOfMeeting, rightsOfPlace } from '../authority/index.ts'
import type { OwnRights } from '../authority/index.ts'

interface Attending {
  readonly meetingId: MeetingId
  readonly id: ParticipantId
  readonly host: boolean
  readonly own: OwnRights
  readonly meeting: MeetingRights
}

/**
 * Tells everybody in a running meeting of the organisation what they may do now. New tokens follow at once; the
 * reconciler gives it to the SFU for those who are connected, within seconds.
 */
export async function tellRights(
  sql: PoolClient,
  organisationId: OrganisationId,
  by: { readonly name: string },
): Promise<void> {
  for (const { meetingId, id, host, own, meeting } of await findAttending(sql, organisationId)) {
    const rights = effectiveRights(own, host, meeting)
    await appendLiveEvents(sql, meetingId, [
      { to: id, event: { kind: 'rights-changed', rights, by } },
      { to: 'hosts', event: { kind: 'participant-rights', participantId: id, rights } },
    ])
  }
}

async function findAttending(sql: PoolClient, organisationId: OrganisationId): Promise<readonly Attending[]> {
  const { rows } = await sql.query<Attending>(
    `SELECT m.id AS "meetingId", a.id, a.host, ${rightsOfPlace} AS own, ${rightsOfMeeting} AS meeting
     FROM "Meeting" m JOIN "Occurrence" o ON o."meetingId" = m.id AND o."endedAt" IS NULL
     JOIN "Attendance" a ON a."occurrenceId" = o.id
     WHERE m."organisationId" = $1 AND a.state = 'admitted' AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL
     ORDER BY m.id`,
    [organisationId],
  )
  return rows
}
