import type { lowerHands } from '@parvis/contract/hands'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { actAsHost } from '../authority/index.ts'
import { auditAct, sittingOf } from '../moderation/index.ts'
import { lowerRaised } from './store.ts'

/** Lowers every hand at once; where none is up, nobody is told. */
export function lowerAll(context: Pick<Context, 'database' | 'metrics'>): Handler<typeof lowerHands> {
  return async (exchange) => {
    const lowered = await actAsHost(context, exchange, async (sql, actor) => {
      const participantIds = await lowerRaised(sql, sittingOf(actor).id, 'all')
      if (participantIds.length === 0) return 0
      await appendLiveEvents(sql, actor.meetingId, [
        {
          to: 'everybody',
          event: { kind: 'hands-lowered', participantIds: [...participantIds], by: actor.by },
        },
      ])
      await auditAct(sql, actor, { action: 'hands.lowered', detail: { places: participantIds.join(' ') } })
      return participantIds.length
    })
    context.metrics.moderations.inc({ act: 'lower-hands' })
    return { lowered }
  }
}
