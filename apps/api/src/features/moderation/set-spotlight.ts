import type { spotlight } from '@parvis/contract/moderation'
import { Problem } from '@parvis/contract/problems'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { actAsHost } from '../authority/index.ts'
import { auditAct, sittingOf } from './act.ts'
import type { Needs } from './act.ts'
import { setSpotlit } from './spotlight-store.ts'

/** Shows somebody who is there large to everybody, instead of whoever was shown before, or nobody. */
export function setSpotlight(context: Pick<Needs, 'database' | 'metrics'>): Handler<typeof spotlight> {
  return async (exchange) => {
    const { participantId } = exchange.body
    await actAsHost(context, exchange, async (sql, actor) => {
      const { found, changed } = await setSpotlit(sql, sittingOf(actor).id, participantId)
      if (participantId && !found) throw new Problem('place-not-found')
      if (!changed) return
      await appendLiveEvents(sql, actor.meetingId, [
        { to: 'everybody', event: { kind: 'spotlight', participantId, by: actor.by } },
      ])
      await auditAct(sql, actor, {
        action: participantId ? 'participant.spotlit' : 'spotlight.ended',
        ...(participantId && { target: `participant:${participantId}` }),
      })
    })
    context.metrics.moderations.inc({ act: 'spotlight' })
    return undefined
  }
}
