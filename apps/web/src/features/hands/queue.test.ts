import { participantId } from '@parvis/contract/ids'
import { expect, test } from 'vitest'
import { handQueue, handsFirst } from './queue.ts'

const [ada, bob, eve] = ['a', 'b', 'e'].map((letter) => participantId.parse(`p_${letter.repeat(24)}`)) as [
  ReturnType<typeof participantId.parse>,
  ReturnType<typeof participantId.parse>,
  ReturnType<typeof participantId.parse>,
]

test('who raised a hand first is first in the queue', () => {
  const present = [
    { id: ada, handRaisedAt: '2026-01-01T09:00:02.000Z' },
    { id: bob },
    { id: eve, handRaisedAt: '2026-01-01T09:00:01.000Z' },
  ]
  expect(handQueue(present)).toEqual([eve, ada])
})

test('two hands of one instant stand in one order for everybody', () => {
  const at = '2026-01-01T09:00:00.000Z'
  const hands = [ada, bob].map((id) => ({ id, handRaisedAt: at }))
  expect(handQueue(hands)).toEqual([ada, bob])
  expect(handQueue(hands.toReversed())).toEqual([ada, bob])
})

test('raised hands come first in a list, the others stay as they stood', () => {
  expect(handsFirst([ada, bob, eve], [eve])).toEqual([eve, ada, bob])
  expect(handsFirst([ada, bob], [eve, bob])).toEqual([bob, ada])
})
