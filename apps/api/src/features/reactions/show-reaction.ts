import { Problem } from '@parvis/contract/problems'
import type { react } from '@parvis/contract/reactions'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { actInMeeting, findOwnRights } from '../authority/index.ts'

/** Reactions that one place may show: each reaches everybody in the meeting. */
const burst = { points: 10, seconds: 10 } as const

/** Shows a reaction of somebody who is there and may react. */
export function showReaction(context: Pick<Context, 'database' | 'limiter'>): Handler<typeof react> {
  const spend = context.limiter('reaction', burst)
  return async (exchange) => {
    const { participantId: place } = exchange.params
    const { reaction } = exchange.body
    const deviceHash = exchange.browser.knownDeviceHash()
    await actInMeeting(context, exchange, async (sql, { meetingId, occurrence }) => {
      const rights =
        occurrence && (await findOwnRights(sql, occurrence.id, { place, deviceHash, unlessGone: 'away' }))
      if (!rights?.reactions) throw new Problem('forbidden')
      await spend(place)
      await appendLiveEvents(sql, meetingId, [
        { to: 'everybody', event: { kind: 'reaction', participantId: place, reaction } },
      ])
    })
    return undefined
  }
}
