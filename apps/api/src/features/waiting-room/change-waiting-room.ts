import type { changeWaitingRoom } from '@parvis/contract/waiting-room'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { actAsHost } from '../authority/index.ts'
import { setWaitingRoom } from './store.ts'

/** Changes what all who wait are told, and whether they may write; those who wait now see it at once. */
export function changeRoom(
  context: Pick<Context, 'database' | 'metrics'>,
): Handler<typeof changeWaitingRoom> {
  return async (exchange) => {
    await actAsHost(context, exchange, async (sql, actor) => {
      const room = await setWaitingRoom(sql, actor.meetingId, exchange.body)
      // Hosts are told, and those who wait, who hear of it on their own terms (see the policy of the live slice).
      await appendLiveEvents(sql, actor.meetingId, [
        { to: 'hosts', event: { kind: 'waiting-room', ...room } },
      ])
      await recordAudit(sql, {
        ...actor.audit,
        action: 'waiting-room.changed',
        target: `meeting:${actor.slug}`,
        organisationId: actor.organisationId,
        // Not the message: the audit holds no words of people.
        detail: { message: room.message !== null, texts: room.texts },
      })
    })
    context.metrics.moderations.inc({ act: 'waiting-room' })
    return undefined
  }
}
