import type { answerWaiting } from '@parvis/contract/admission'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { actAsHost } from '../authority/index.ts'
import { announceAnswers } from './knock.ts'
import { answerPlaces } from './waiting-store.ts'

/** Lets those who wait in, or refuses them. Of two hosts who answer at the same moment the first is obeyed. */
export function answerKnocks(context: Pick<Context, 'database' | 'metrics'>): Handler<typeof answerWaiting> {
  return async (exchange) => {
    const { decision, participantIds } = exchange.body
    const answered = await actAsHost(context, exchange, async (sql, actor) => {
      if (!actor.occurrence) return 0
      const places = participantIds === 'all' ? undefined : participantIds
      const answered = await answerPlaces(sql, actor.occurrence.id, { decision, places, by: actor.placeId })
      if (answered.length === 0) return 0
      await announceAnswers(sql, actor.meetingId, { answered, decision })
      await recordAudit(sql, {
        ...actor.audit,
        action: decision === 'admit' ? 'waiting.admitted' : 'waiting.refused',
        target: `meeting:${actor.slug}`,
        organisationId: actor.organisationId,
        detail: { places: answered.join(' ') },
      })
      return answered.length
    })
    context.metrics.knocksAnswered.inc({ decision }, answered)
    return { answered }
  }
}
