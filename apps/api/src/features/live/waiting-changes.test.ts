import { participantId } from '@parvis/contract/ids'
import { expect, test } from 'vitest'
import { mergeWaiting } from './waiting-changes.ts'
import type { WaitingChange } from './waiting-changes.ts'

const person = (letter: string) => ({
  id: participantId.parse(`p_${letter.repeat(24)}`),
  name: letter,
  since: '2026-01-01T09:00:00.000Z',
  account: false,
})
const [a, b] = [person('a'), person('b')]
const change = (came: readonly (typeof a)[], gone: readonly (typeof a)[]): WaitingChange => ({
  kind: 'waiting-changed',
  came: [...came],
  gone: gone.map(({ id }) => id),
})

test.each<[string, [WaitingChange, WaitingChange], WaitingChange]>([
  ['both knock', [change([a], []), change([b], [])], change([a, b], [])],
  ['one knocks and goes', [change([a], []), change([], [a])], change([], [a])],
  ['one goes and comes back', [change([], [a]), change([a], [])], change([a], [a])],
  ['one goes while the other comes', [change([a], []), change([b], [a])], change([b], [a])],
  ['the same again', [change([a], [b]), change([a], [b])], change([a], [b])],
])('two changes of the waiting list as one: %s', (_case, [first, then], merged) => {
  expect(mergeWaiting(first, then)).toEqual(merged)
})
