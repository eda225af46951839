import type { ChatMessage } from '@parvis/contract/chat'
import type { MessageId, ParticipantId } from '@parvis/contract/ids'

/** What was written in this sitting, as far as this page knows it. */
export interface Talk {
  /** Oldest first. */
  readonly messages: readonly ChatMessage[]
  /** Of those that were taken away, so that a page of older ones does not bring them back. */
  readonly gone: ReadonlySet<MessageId>
  /** The number of the newest message that was shown to the person. */
  readonly seen: number
  /** What has been read of the past. */
  readonly past: Past | undefined
  /** Whether the newest change was something that somebody just wrote. */
  readonly fresh: boolean
}

interface Past {
  /** When the sitting began (ISO instant). */
  readonly since: string
  readonly keptDays: number
  /** Where older messages begin; null when there are none. */
  readonly older: string | null
}

/** A page of the past, newest first, as the server gives it. */
interface HistoryPage {
  readonly items: readonly ChatMessage[]
  readonly next: string | null
  readonly since: string
  readonly keptDays: number
}

export const silence: Talk = { messages: [], gone: new Set(), seen: 0, past: undefined, fresh: false }

/** Somebody wrote. Told twice, it is one message. */
export function addMessage(talk: Talk, message: ChatMessage): Talk {
  if (talk.gone.has(message.id) || talk.messages.some(({ id }) => id === message.id)) return talk
  return { ...talk, messages: inOrder([...talk.messages, message]), fresh: true }
}

export function dropMessage(talk: Talk, id: MessageId): Talk {
  const messages = talk.messages.filter((message) => message.id !== id)
  return { ...talk, messages, gone: new Set(talk.gone).add(id), fresh: false }
}

/** The newest page takes the place of all that was known up to it: what is missing in it was taken away meanwhile. */
export function takeNewest(talk: Talk, page: HistoryPage): Talk {
  const upTo = page.items[0]?.number ?? 0
  return takePage({ ...talk, messages: talk.messages.filter(({ number }) => number > upTo) }, page)
}

export function takeOlder(talk: Talk, page: HistoryPage): Talk {
  return takePage(talk, page)
}

function takePage(talk: Talk, { items, next, since, keptDays }: HistoryPage): Talk {
  const known = new Set(talk.messages.map(({ id }) => id))
  const added = items.filter(({ id }) => !known.has(id) && !talk.gone.has(id))
  return {
    ...talk,
    messages: inOrder([...talk.messages, ...added]),
    past: { since, keptDays, older: next },
    fresh: false,
  }
}

/** All that is known has been shown. */
export function markSeen(talk: Talk): Talk {
  const seen = talk.messages.at(-1)?.number ?? talk.seen
  return seen <= talk.seen ? talk : { ...talk, seen }
}

/** The stream has begun anew and may have missed something: the past has to be read again. */
export function forgetPast(talk: Talk): Talk {
  return talk.past ? { ...talk, past: undefined } : talk
}

/** How many messages of others came while the chat was not shown. */
export function countUnread({ messages, seen }: Talk, self: ParticipantId): number {
  return messages.filter(({ number, place }) => number > seen && place !== self).length
}

function inOrder(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  return messages.toSorted((one, other) => one.number - other.number)
}
