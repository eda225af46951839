import type { endMeeting } from '@parvis/contract/moderation'
import type { Handler } from '../../platform/http/serve.ts'
import { actAsHost } from '../authority/index.ts'
import { endInDatabase } from '../presence/index.ts'
import { obey, toAudit } from './act.ts'
import type { Needs } from './act.ts'

/** Ends the sitting for everyone: every token of it is worthless from now on. Ending what has ended changes nothing. */
export function endForEveryone(context: Needs): Handler<typeof endMeeting> {
  return async (exchange) => {
    const room = await actAsHost(context, exchange, async (sql, actor) => {
      const { occurrence } = actor
      if (!occurrence) return undefined
      const audit = toAudit(actor, { action: 'sitting.ended' })
      await endInDatabase(sql, occurrence.sfuRoom, { by: actor.by, audit })
      return occurrence.sfuRoom
    })
    if (room === undefined) return undefined
    context.metrics.moderations.inc({ act: 'end' })
    await obey(context, () => context.sfu.closeRoom(room))
    return undefined
  }
}
