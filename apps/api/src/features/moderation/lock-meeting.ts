import type { lockMeeting } from '@parvis/contract/moderation'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { admitAllowed } from '../admission/index.ts'
import { actAsHost } from '../authority/index.ts'
import { readMeetingState } from '../meetings/index.ts'
import { auditAct, sittingOf } from './act.ts'
import type { Needs } from './act.ts'
import { setLocked } from './store.ts'

/** Closes the sitting to everybody new, or opens it again. Who waits already can still be answered. */
export function lockSitting(context: Pick<Needs, 'database' | 'metrics'>): Handler<typeof lockMeeting> {
  return async (exchange) => {
    const { locked } = exchange.body
    await actAsHost(context, exchange, async (sql, actor) => {
      await setLocked(sql, sittingOf(actor).id, locked)
      const meeting = await readMeetingState(sql, actor.meetingId)
      await appendLiveEvents(sql, actor.meetingId, [
        { to: 'everybody', event: { kind: 'meeting-changed', meeting } },
      ])
      if (!locked) await admitAllowed(sql, actor)
      await auditAct(sql, actor, { action: locked ? 'sitting.locked' : 'sitting.unlocked' })
    })
    context.metrics.moderations.inc({ act: locked ? 'lock' : 'unlock' })
    return undefined
  }
}
