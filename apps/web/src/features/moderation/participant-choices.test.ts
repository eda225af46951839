import { participantId } from '@parvis/contract/ids'
import { expect, test } from 'vitest'
import { choicesOf } from './participant-choices.ts'

const silent = { microphone: 'off', camera: 'off', sharing: false, local: false } as const
const grace = {
  id: participantId.parse(`p_${'g'.repeat(24)}`),
  name: 'Grace',
  joinedAt: '2026-01-01T09:00:00Z',
  host: false,
  account: true,
}

type Person = Parameters<typeof choicesOf>[0]['person']

function labels(person: Person) {
  return choicesOf({ person, media: silent, spotlit: false }).map(({ label }) => label)
}

test('what is on can be switched off, what is off cannot be switched on', () => {
  const on = { microphone: 'on', camera: 'on', sharing: true, local: false } as const
  const acts = (media: typeof on | typeof silent | undefined) =>
    choicesOf({ person: grace, media, spotlit: false }).filter(({ act }) => act.kind === 'mute').length
  expect([acts(on), acts(silent), acts(undefined)]).toEqual([3, 0, 0])
})

test('a hand that is up can be lowered', () => {
  expect(labels(grace)).not.toContain('hand.lower')
  expect(labels({ ...grace, handRaisedAt: '2026-01-01T09:00:00Z' })[0]).toBe('hand.lower')
})

test('a host is not held by rules for participants, and can become a participant again', () => {
  expect(labels({ ...grace, host: true })).toEqual([
    'host.spotlight',
    'host.unmake',
    'host.remove',
    'host.ban',
  ])
})

test('hosts put themselves into the spotlight as they do others, and nothing else is done to oneself there', () => {
  const media = { ...silent, local: true }
  const of = (spotlit: boolean) => choicesOf({ person: grace, media, spotlit })
  expect(of(false)).toEqual([{ label: 'host.spotlight', act: { kind: 'spotlight', on: true } }])
  expect(of(true)).toEqual([{ label: 'host.unspotlight', act: { kind: 'spotlight', on: false } }])
})
