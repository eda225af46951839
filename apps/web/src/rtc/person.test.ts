import { participantId } from '@parvis/contract/ids'
import { expect, test } from 'vitest'
import { createParticipant, noticesOf, toParticipant } from './person.ts'
import type { Presence } from './person.ts'

const id = participantId.parse(`p_${'b'.repeat(24)}`)
const bob = createParticipant(id, { id: participantId.parse(`p_${'a'.repeat(24)}`), name: 'Ada' }, 0)
const present: Presence = { name: 'Bob', microphone: 'on', camera: 'on', screen: 'absent', quality: 'good' }
const asBefore = { microphone: 'as-before', camera: 'as-before', screen: 'as-before' } as const

test('somebody who is coming back looks as before, with a lost connection', () => {
  const before = toParticipant(bob, { ...present, screen: 'on' })
  const returning = toParticipant(before, 'returning')
  expect(returning).toEqual({ ...before, quality: 'lost' })
  expect(toParticipant(returning, { ...present, ...asBefore })).toEqual(before)
})

test('the same again is the same object, so that no tile renders', () => {
  const before = toParticipant(bob, present)
  expect(toParticipant(before, { ...present })).toBe(before)
})

test('publishing the first microphone is no unmuting', () => {
  const before = toParticipant(bob, { ...present, microphone: 'absent' })
  const after = toParticipant(before, present)
  const change = { before, after, wasPresent: true, isPresent: true }
  expect(noticesOf({ ...change, keptMicrophone: false })).toEqual([])
  expect(noticesOf({ ...change, keptMicrophone: true })).toEqual([
    { kind: 'unmuted', participantId: id, name: 'Bob' },
  ])
})

test('somebody who leaves while sharing stops sharing first', () => {
  const before = toParticipant(bob, { ...present, screen: 'on' })
  const after = toParticipant(before, 'gone')
  const change = { before, after, wasPresent: true, isPresent: false, keptMicrophone: true }
  expect(noticesOf(change).map(({ kind }) => kind)).toEqual(['share-stopped', 'left'])
})
