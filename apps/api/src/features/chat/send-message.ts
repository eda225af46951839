import type { sendMessage } from '@parvis/contract/chat'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { actInMeeting, findOwnRights, spenderOf } from '../authority/index.ts'
import { keepMessage } from './store.ts'

/** What one place may write. */
const ofPlace = { points: 20, seconds: 30, shared: true } as const
/** What everybody in a sitting may write together: counted by what stands there, since more is no conversation. */
const most = { inAll: 10_000, aMinute: 600 } as const

/** Keeps what a place writes and tells it to everybody in the sitting. Sent again, it changes nothing. */
export function writeMessage(
  context: Pick<Context, 'database' | 'limiter' | 'metrics'>,
): Handler<typeof sendMessage> {
  const spendOfPlace = context.limiter('chat-place', ofPlace)
  return async (exchange) => {
    const { place, clientId, text } = exchange.body
    const deviceHash = exchange.browser.knownDeviceHash()
    // NOTE counted before the meeting is held.
    await spendOfPlace(spenderOf({ place, deviceHash }))
    await actInMeeting(context, exchange, async (sql, { meetingId, occurrence }) => {
      const rights =
        occurrence && (await findOwnRights(sql, occurrence.id, { place, deviceHash, unlessGone: 'forGood' }))
      if (!occurrence || !rights) throw new Problem('place-not-found')
      if (!rights.chat) throw new Problem('chat-not-allowed')
      const writing = { occurrenceId: occurrence.id, place, clientId, text, most }
      const message = await keepMessage(sql, writing)
      if (message === 'full') throw new Problem('chat-full')
      if (message === 'known') return
      if ('retryAfterSeconds' in message) {
        context.metrics.refusals.inc({ limit: 'chat-sitting' })
        throw new Problem('too-many-requests', message)
      }
      await appendLiveEvents(sql, meetingId, [{ to: 'everybody', event: { kind: 'chat-message', message } }])
    })
    return undefined
  }
}
