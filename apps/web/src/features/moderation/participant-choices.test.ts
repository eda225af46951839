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

const as = (role?: 'owner' | 'cohost'): Person => ({ ...grace, host: true, vouchers: role ? { role } : {} })

function labels(person: Person, own = as('owner')) {
  return choicesOf({ person, media: silent, spotlit: false, own }).map(({ label }) => label)
}

test('what is on can be switched off, what is off cannot be switched on', () => {
  const on = { microphone: 'on', camera: 'on', sharing: true, local: false } as const
  const acts = (media: typeof on | typeof silent | undefined) =>
    choicesOf({ person: grace, media, spotlit: false, own: grace }).filter(({ act }) => act.kind === 'mute')
      .length
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

test.each([
  ['owner', 'owner', false],
  ['owner', 'cohost', true],
  ['owner', undefined, true],
  ['cohost', 'owner', false],
  ['cohost', 'cohost', false],
  ['cohost', undefined, true],
  [undefined, 'owner', false],
  [undefined, undefined, false],
] as const)('whether a host who is %s may put out or demote one who is %s: %s', (own, other, may) => {
  const offered = labels(as(other), as(own))
  const ruling = ['host.unmake', 'host.remove', 'host.ban'] as const
  expect(ruling.map((label) => offered.includes(label))).toEqual([may, may, may])
  expect(labels(grace, as(own))).toContain('host.remove')
})

test('hosts put themselves into the spotlight as they do others, and nothing else is done to oneself there', () => {
  const media = { ...silent, local: true }
  const of = (spotlit: boolean) => choicesOf({ person: grace, media, spotlit, own: grace })
  expect(of(false)).toEqual([{ label: 'host.spotlight', act: { kind: 'spotlight', on: true } }])
  expect(of(true)).toEqual([{ label: 'host.unspotlight', act: { kind: 'spotlight', on: false } }])
})
