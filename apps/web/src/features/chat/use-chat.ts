import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import type { LiveEvent } from '@parvis/contract/live'
import * as z from 'zod/mini'
import { useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { remember } from '../../platform/storage.ts'
import { createStore } from '../../platform/store.ts'
import type { Store } from '../../platform/store.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { addMessage, dropMessage, forgetPast, silence } from './talk.ts'
import type { Talk } from './talk.ts'

/** What the person is about to say. The id stays while the text does: sent again, it is the same message. */
export interface Draft {
  readonly text: string
  readonly clientId: string
}

/** The chat of a call, whether it is shown or not. */
export interface Chat {
  readonly slug: MeetingSlug
  /** The place that reads and writes. */
  readonly self: ParticipantId
  readonly talk: Store<Talk>
  readonly draft: Store<Draft>
}

/** Whether messages of others are read out as they come; on unless the person turned it off. */
export const announced = remember('chat-announced', z.boolean())

export function newDraft(text: string): Draft {
  return { text, clientId: crypto.randomUUID() }
}

/** The chat of this place, and what takes in the live stream; `open`: whether it is shown. */
export function useChat(
  of: Pick<Chat, 'slug' | 'self'>,
  { open }: { readonly open: boolean },
): { readonly chat: Chat; readonly hearChat: (event: LiveEvent) => void } {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const [chat] = useState<Chat>(() => ({
    ...of,
    talk: createStore(silence),
    draft: createStore(newDraft('')),
  }))

  function hearChat(event: LiveEvent): void {
    if (event.kind === 'snapshot') chat.talk.set(forgetPast)
    if (event.kind === 'chat-message-deleted') chat.talk.set((talk) => dropMessage(talk, event.id))
    if (event.kind !== 'chat-message') return
    const { message } = event
    const before = chat.talk.get()
    chat.talk.set((talk) => addMessage(talk, message))
    // The list says it itself while it is shown.
    const unheard = chat.talk.get() !== before && !open && message.place !== chat.self
    if (unheard && (announced.read() ?? true))
      announcer.say(t('chat.said', { name: message.name, text: message.text }))
  }

  return { chat, hearChat }
}
