import type { sendMessage } from '@parvis/contract/chat'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { actInMeeting, findOwnRights } from '../authority/index.ts'
import { keepMessage } from './store.ts'

/** What one place may write. */
const ofPlace = { points: 20, seconds: 30, shared: true } as const
/** What everybody in a meeting may write together. */
const ofMeeting = { points: 600, seconds: 60, shared: 'in-batches' } as const
/** Messages of one sitting: more is no conversation. */
const mostMessages = 10_000

/** Keeps what a place writes and tells it to everybody in the sitting. Sent again, it changes nothing. */
export function writeMessage(context: Pick<Context, 'database' | 'limiter'>): Handler<typeof sendMessage> {
  const spendOfPlace = context.limiter('chat-place', ofPlace)
  const spendOfMeeting = context.limiter('chat-meeting', ofMeeting)
  return async (exchange) => {
    const { place, clientId, text } = exchange.body
    const deviceHash = exchange.browser.knownDeviceHash()
    // NOTE counted before the meeting is held, for each browser: nobody spends what is another's by naming their place.
    await spendOfPlace(`${place} ${deviceHash?.toString('base64url')}`)
    await actInMeeting(context, exchange, async (sql, { meetingId, occurrence }) => {
      const rights =
        occurrence && (await findOwnRights(sql, occurrence.id, { place, deviceHash, unlessGone: 'forGood' }))
      if (!occurrence || !rights) throw new Problem('place-not-found')
      if (!rights.chat) throw new Problem('chat-not-allowed')
      await spendOfMeeting(meetingId)
      const writing = { occurrenceId: occurrence.id, place, clientId, text, most: mostMessages }
      const message = await keepMessage(sql, writing)
      if (message === 'full') throw new Problem('chat-full')
      if (message === 'known') return
      await appendLiveEvents(sql, meetingId, [{ to: 'everybody', event: { kind: 'chat-message', message } }])
    })
    return undefined
  }
}
