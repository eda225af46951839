import { chatMessage } from '@parvis/contract/chat'
import type { ChatMessage } from '@parvis/contract/chat'
import { participantId } from '@parvis/contract/ids'
import { expect, test } from 'vitest'
import {
  addMessage,
  countUnread,
  dropMessage,
  forgetPast,
  markSeen,
  silence,
  takeNewest,
  takeOlder,
} from './talk.ts'
import type { Talk } from './talk.ts'

const self = participantId.parse(`p_${'a'.repeat(24)}`)
const other = participantId.parse(`p_${'b'.repeat(24)}`)

function message(number: number, place = other): ChatMessage {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  const by = { place, name: 'Grace', host: false, account: true }
  return chatMessage.parse({ id, number, ...by, at: '2026-01-01T09:00:00Z', text: `${number}` })
}

const page = (numbers: readonly number[], next: string | null = null) => ({
  items: numbers.map((number) => message(number)),
  next,
  since: '2026-01-01T09:00:00Z',
  keptDays: 7,
})
const numbersOf = ({ messages }: Talk) => messages.map(({ number }) => number)
const talkOf = (...numbers: readonly number[]) =>
  numbers.map((number) => message(number)).reduce(addMessage, silence)

test('messages stand in the order of the server, each once, however they come', () => {
  expect(numbersOf(talkOf(3, 1, 3, 2))).toEqual([1, 2, 3])
})

test('the past goes before what was heard, and older pages before that', () => {
  const newest = takeNewest(talkOf(5, 6), page([5, 4, 3], 'older'))
  expect(numbersOf(newest)).toEqual([3, 4, 5, 6])
  expect(newest.past?.older).toBe('older')
  const all = takeOlder(newest, page([2, 1]))
  expect([numbersOf(all), all.past?.older]).toEqual([[1, 2, 3, 4, 5, 6], null])
})

test('what was taken away is gone, and no page that was on its way brings it back', () => {
  const without = dropMessage(talkOf(1, 2), message(1).id)
  expect(numbersOf(without)).toEqual([2])
  expect(numbersOf(takeOlder(without, page([1])))).toEqual([2])
  expect(numbersOf(addMessage(without, message(1)))).toEqual([2])
})

test('after a stream that began anew, what the server does not know any more is gone', () => {
  const before = takeNewest(talkOf(1, 2, 3), page([3, 2, 1]))
  const anew = forgetPast(before)
  expect(anew.past).toBeUndefined()
  expect(numbersOf(takeNewest(addMessage(anew, message(6)), page([5, 3])))).toEqual([3, 5, 6])
})

test('only what somebody wrote just now is news', () => {
  const told = talkOf(1)
  expect(told.fresh).toBe(true)
  expect([takeNewest(told, page([1])).fresh, dropMessage(told, message(1).id).fresh]).toEqual([false, false])
})

test('unread is what others wrote since the chat was seen', () => {
  const seen = markSeen(talkOf(1, 2))
  const later = [message(3), message(4, self), message(5)].reduce(addMessage, seen)
  expect([countUnread(seen, self), countUnread(later, self), countUnread(markSeen(later), self)]).toEqual([
    0, 2, 0,
  ])
})
