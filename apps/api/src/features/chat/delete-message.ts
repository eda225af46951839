import type { deleteMessage } from '@parvis/contract/chat'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { actInMeeting } from '../authority/index.ts'
import { canDelete, mayKnow } from './policy.ts'
import { eraseMessage, findMessage } from './store.ts'

/** Takes a message away from everybody's page and erases its text. */
export function takeMessageAway(
  context: Pick<Context, 'database' | 'metrics'>,
): Handler<typeof deleteMessage> {
  return async (exchange) => {
    const { messageId: id } = exchange.params
    const deviceHash = exchange.browser.knownDeviceHash()
    await actInMeeting(context, exchange, async (sql, actor) => {
      const { meetingId, occurrence } = actor
      const message = occurrence && (await findMessage(sql, occurrence.id, { id, deviceHash }))
      if (!message || !mayKnow(actor.rank, message)) throw new Problem('message-not-found')
      if (!canDelete(actor.rank, message)) throw new Problem('forbidden')
      const { place, own } = message
      await eraseMessage(sql, meetingId, { id, place })
      const by = own ? null : actor.by
      await appendLiveEvents(sql, meetingId, [
        { to: 'everybody', event: { kind: 'chat-message-deleted', id, place, by } },
      ])
      await recordAudit(sql, {
        ...actor.audit,
        // Whoever takes back their own acts from its place, connected or not.
        ...(own && actor.userId === undefined && { actor: `guest:${place}` }),
        action: 'message.deleted',
        target: `participant:${place}`,
        organisationId: actor.organisationId,
        // Not the text: the audit holds no words of people.
        detail: { meeting: actor.slug, message: id, own },
      })
    })
    context.metrics.moderations.inc({ act: 'delete-message' })
    return undefined
  }
}
