import { meetingSlug, participantId } from '@parvis/contract/ids'
import type { LiveEvent, MeetingState } from '@parvis/contract/live'
import { everyRight } from '@parvis/contract/meetings'
import { expect, test } from 'vitest'
import { applyLive, unknownMeeting } from './live-meeting.ts'

const ada = person('a', 'Ada')
const grace = person('g', 'Grace')
const alan = { id: ada.id, name: 'Alan', since: '2026-01-01T09:00:00Z', account: false }
const meeting: MeetingState = {
  slug: meetingSlug.parse('abc-defg-hij'),
  name: 'Conseil',
  access: 'public',
  rights: everyRight,
  locked: false,
  renaming: true,
  muting: 'hosts',
}

function person(letter: string, name: string) {
  const id = participantId.parse(`p_${letter.repeat(24)}`)
  return { id, name, joinedAt: '2026-01-01T09:00:00Z', host: false, account: true }
}

test('a snapshot replaces everything that was known', () => {
  const before = { ...unknownMeeting, present: [grace], waiting: [alan] }
  const ownRights = { ...everyRight, screen: false }
  expect(
    applyLive(before, {
      kind: 'snapshot',
      meeting,
      participants: [ada],
      waiting: null,
      ownRights,
      spotlight: ada.id,
    }),
  ).toEqual({ ...unknownMeeting, meeting, present: [ada], waiting: null, ownRights, spotlight: ada.id })
})

test('somebody who comes twice is there once', () => {
  const joined = { kind: 'participant-joined' as const, participant: ada }
  expect(applyLive(applyLive(unknownMeeting, joined), joined).present).toEqual([ada])
})

test('who leaves is gone, and nobody else', () => {
  const before = { ...unknownMeeting, present: [ada, grace] }
  expect(applyLive(before, { kind: 'participant-left', participantId: ada.id }).present).toEqual([grace])
})

test('the spotlight is on one person, until it is moved, ended, or they leave', () => {
  const shown = (...events: readonly LiveEvent[]) =>
    events.reduce(applyLive, { ...unknownMeeting, present: [ada, grace] }).spotlight
  const on = ({ id }: typeof ada) => ({
    kind: 'spotlight' as const,
    participantId: id,
    by: { name: 'Grace' },
  })
  const left = ({ id }: typeof ada) => ({ kind: 'participant-left' as const, participantId: id })
  expect(shown(on(ada), on(grace))).toBe(grace.id)
  expect(shown(on(ada), { ...on(ada), participantId: null })).toBeNull()
  expect(shown(on(ada), left(grace))).toBe(ada.id)
  expect(shown(on(ada), left(ada))).toBeNull()
})

test('who becomes host is, and nobody else', () => {
  const before = { ...unknownMeeting, present: [ada, grace] }
  const after = applyLive(before, { kind: 'host-changed', participantId: grace.id, host: true })
  expect(after.present).toEqual([ada, { ...grace, host: true }])
})

test('what somebody may publish is kept with them', () => {
  const rights = { ...everyRight, camera: false }
  const before = { ...unknownMeeting, present: [ada, grace] }
  const after = applyLive(before, { kind: 'participant-rights', participantId: ada.id, rights })
  expect(after.present).toEqual([{ ...ada, rights }, grace])
})

test('who knocks twice waits once, and is gone when answered', () => {
  const knocked = { kind: 'waiting-changed' as const, came: [alan], gone: [] }
  const waiting = applyLive(applyLive({ ...unknownMeeting, waiting: [] }, knocked), knocked)
  expect(waiting.waiting).toEqual([alan])
  expect(applyLive(waiting, { kind: 'waiting-changed', came: [], gone: [alan.id] }).waiting).toEqual([])
  expect(applyLive(waiting, { ...knocked, gone: [alan.id] }).waiting).toEqual([alan])
})

test('the rules of the meeting are the newest', () => {
  const locked = { ...meeting, locked: true }
  expect(applyLive(unknownMeeting, { kind: 'meeting-changed', meeting: locked }).meeting).toEqual(locked)
})
