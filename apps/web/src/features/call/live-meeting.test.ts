import { participantId, meetingSlug } from '@parvis/contract/ids'
import { expect, test } from 'vitest'
import { applyLive, unknownMeeting } from './live-meeting.ts'

const ada = person('a', 'Ada')
const grace = person('g', 'Grace')
const slug = meetingSlug.parse('abc-defg-hij')

function person(letter: string, name: string) {
  return { id: participantId.parse(`p_${letter.repeat(24)}`), name, joinedAt: '2026-01-01T09:00:00Z' }
}

test('a snapshot replaces what was known, the name included', () => {
  const before = { ...unknownMeeting, present: [grace] }
  const event = { kind: 'snapshot' as const, meeting: { slug, name: 'Conseil' }, participants: [ada] }
  expect(applyLive(before, event)).toEqual({ name: 'Conseil', present: [ada], ended: false })
})

test('somebody who comes twice is there once', () => {
  const joined = { kind: 'participant-joined' as const, participant: ada }
  expect(applyLive(applyLive(unknownMeeting, joined), joined).present).toEqual([ada])
})

test('who leaves is gone, and nobody else', () => {
  const before = { ...unknownMeeting, present: [ada, grace] }
  expect(applyLive(before, { kind: 'participant-left', participantId: ada.id }).present).toEqual([grace])
})

test('the end of the sitting ends the meeting', () => {
  expect(applyLive(unknownMeeting, { kind: 'occurrence-ended' }).ended).toBe(true)
})
