import type { MeetingRights, updateMeeting } from '@parvis/contract/meetings'
import type { PoolClient } from 'pg'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { BodyOf } from '@parvis/contract/route'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import type { News } from '../../platform/live.ts'
import { admitAllowed } from '../admission/index.ts'
import { actAsHost, differs, effectiveRights } from '../authority/index.ts'
import type { Actor } from '../authority/index.ts'
import { letStandIn } from '../presence/index.ts'
import { changeMeeting, dropAskAll, findAttending, readMeetingState } from './change-store.ts'
import type { Attending } from './change-store.ts'

/** Somebody whose rights at the SFU are others from now on. */
interface Changed {
  readonly id: Attending['id']
  readonly rights: MeetingRights
}

/** Changes name, access or rights; those who wait and those who are there feel it at once. */
export function changeOwnMeeting(
  context: Pick<Context, 'database' | 'sfu' | 'log' | 'metrics'>,
): Handler<typeof updateMeeting> {
  return async (exchange) => {
    const { sfu, log, metrics } = context
    const { room, changed } = await actAsHost(context, exchange, (sql, actor) =>
      change(sql, actor, exchange.body),
    )
    metrics.moderations.inc({ act: 'update' })
    try {
      if (room) await Promise.all(changed.map(({ id, rights }) => sfu.setRights(room, id, rights)))
    } catch (error) {
      // The database is right: the gate refuses old tokens and the reconciler mends what is connected.
      log.warn({ event: 'rights-not-set', err: error })
    }
    return undefined
  }
}

async function change(
  sql: PoolClient,
  actor: Actor,
  body: BodyOf<typeof updateMeeting>,
): Promise<{ room: string | undefined; changed: readonly Changed[] }> {
  const { meetingId, occurrence } = actor
  const before = await readMeetingState(sql, meetingId)
  await changeMeeting(sql, meetingId, body)
  if (body.access && occurrence) await dropAskAll(sql, occurrence.id)
  const meeting = await readMeetingState(sql, meetingId)
  const attending = body.rights && occurrence ? await findAttending(sql, occurrence.id) : []
  const changed = attending.flatMap(({ id, host, own }) => {
    const rights = effectiveRights(own, host, meeting.rights)
    return differs(rights, effectiveRights(own, host, before.rights)) ? [{ id, rights }] : []
  })
  const news = changed.flatMap(({ id, rights }): News[] => [
    { to: id, event: { kind: 'rights-changed', rights, by: actor.by } },
    { to: 'hosts', event: { kind: 'participant-rights', participantId: id, rights } },
  ])
  await appendLiveEvents(sql, meetingId, [
    { to: 'everybody', event: { kind: 'meeting-changed', meeting } },
    ...news,
  ])
  if (body.access || body.waitForHost === false) await admitAllowed(sql, actor)
  if (body.membersStandIn && occurrence) await letStandIn(sql, occurrence.sfuRoom)
  await recordAudit(sql, {
    ...actor.audit,
    action: 'meeting.updated',
    target: `meeting:${actor.slug}`,
    organisationId: actor.organisationId,
    // Not the name: the audit holds no words of people.
    detail: {
      renamed: body.name !== undefined,
      ...(body.access && { access: body.access }),
      ...(body.renaming !== undefined && { renaming: body.renaming }),
      ...(body.muting && { muting: body.muting }),
      ...(body.waitForHost !== undefined && { waitForHost: body.waitForHost }),
      ...(body.membersStandIn !== undefined && { membersStandIn: body.membersStandIn }),
      ...body.rights,
    },
  })
  return { room: occurrence?.sfuRoom, changed }
}
