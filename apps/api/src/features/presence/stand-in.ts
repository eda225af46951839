import { recordAudit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/database.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { admitAllowed } from '../admission/index.ts'
import { findSitting, markStandIn } from './store.ts'

/**
 * While no host is there, and the meeting wants it, the member who has been there longest is host from now on: somebody
 * can answer those who wait. Within the caller's transaction, which holds the meeting. The reconciler gives their rights
 * to the SFU.
 */
export async function letStandIn(sql: Sql, room: string): Promise<void> {
  const chosen = await markStandIn(sql, room)
  if (!chosen) return
  const { id, meetingId, organisationId, slug, rights } = chosen
  await appendLiveEvents(sql, meetingId, [
    { to: 'everybody', event: { kind: 'host-changed', participantId: id, host: true } },
    { to: id, event: { kind: 'rights-changed', rights, by: null } },
  ])
  await recordAudit(sql, {
    actor: 'system',
    action: 'participant.ruled',
    target: `participant:${id}`,
    organisationId,
    detail: { host: true, meeting: slug },
  })
  await admitAllowed(sql, { meetingId, occurrence: await findSitting(sql, room) })
}
