import { deleteMessage, listMessages, sendMessage } from '@parvis/contract/chat'
import type { MessageId } from '@parvis/contract/ids'
import { call } from '../../platform/api.ts'
import { takeNewest, takeOlder } from './talk.ts'
import { newDraft } from './use-chat.ts'
import type { Chat } from './use-chat.ts'

/** Reads the newest messages. @throws Problem, Unreachable. */
export async function readNewest({ slug, self: place, talk }: Chat): Promise<void> {
  const page = await call(listMessages, { params: { slug }, query: { place } })
  talk.set((before) => takeNewest(before, page))
}

/** Reads those before the oldest that is known; does nothing at the beginning. @throws Problem, Unreachable. */
export async function readOlder({ slug, self: place, talk }: Chat): Promise<void> {
  const after = talk.get().past?.older
  if (!after) return
  const page = await call(listMessages, { params: { slug }, query: { place, after } })
  talk.set((before) => takeOlder(before, page))
}

/** Sends the draft and empties it; when that fails, the draft stays as it is. @throws Problem, Unreachable. */
export async function sendDraft({ slug, self: place, draft }: Chat): Promise<void> {
  const sent = draft.get()
  await call(sendMessage, { params: { slug }, body: { place, clientId: sent.clientId, text: sent.text } })
  draft.set((now) => (now === sent ? newDraft('') : now))
}

export function removeMessage({ slug }: Chat, messageId: MessageId): Promise<unknown> {
  return call(deleteMessage, { params: { slug, messageId } })
}
