import { randomUUID } from 'node:crypto'
import { Problem } from '@parvis/contract/problems'
import type { sendWaitingText, WaitingText } from '@parvis/contract/waiting-room'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { actInMeeting, spenderOf } from '../authority/index.ts'
import { mayWrite } from './policy.ts'
import { findWaitingPlace } from './store.ts'

/** Lines that one browser may write to, or as, somebody who waits within ten minutes. */
const lines = { points: 20, seconds: 600, shared: true } as const

/** Carries a line between one who waits and the hosts, over their live streams alone. */
export function sendText(
  context: Pick<Context, 'database' | 'limiter' | 'metrics'>,
): Handler<typeof sendWaitingText> {
  const spend = context.limiter('waiting-text', lines)
  return async (exchange) => {
    const { place, text } = exchange.body
    const deviceHash = exchange.browser.knownDeviceHash()
    // NOTE counted before the meeting is held: the count takes a connection of its own, for which those would wait who
    // hold one and wait for the meeting.
    await spend(spenderOf({ place, deviceHash }))
    await actInMeeting(context, exchange, async (sql, actor) => {
      const found =
        actor.occurrence && (await findWaitingPlace(sql, actor.occurrence.id, { place, deviceHash }))
      const from = found && mayWrite({ rank: actor.rank, owns: found.owns }, found)
      // Whether somebody waits is for hosts to know.
      if (!found || (!found.owns && actor.rank === 'stranger')) throw new Problem('place-not-found')
      if (!from) throw new Problem('forbidden')
      const line: WaitingText = { id: randomUUID(), place, from, by: null, text }
      const by = from === 'host' ? actor.by.name : null
      await appendLiveEvents(sql, actor.meetingId, [
        { to: place, event: { kind: 'waiting-text', ...line } },
        { to: 'hosts', event: { kind: 'waiting-text', ...line, by } },
      ])
    })
    return undefined
  }
}
