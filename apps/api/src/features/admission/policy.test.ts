import { expect, test } from 'vitest'
import { decideEntry, entersFreely } from './policy.ts'
import type { Door, PlaceState } from './policy.ts'

const door: Door = {
  access: 'public',
  locked: false,
  askAll: false,
  hostAwaited: false,
  signedIn: false,
  role: null,
  removedBefore: false,
  banned: false,
  administrator: false,
  guestsAllowed: true,
  present: 0,
  waiting: 0,
  waitingFromSource: 0,
  refusedSecondsAgo: null,
  place: undefined,
}
const ask = { ...door, access: 'restricted' } as const
const own = (state: PlaceState, wasThere = false): Pick<Door, 'place'> => ({ place: { state, wasThere } })

test.each([
  ['a guest at a public meeting', { access: 'public' }, true],
  ['a guest at a meeting for signed-in people', { access: 'trusted' }, false],
  ['an account at a meeting for signed-in people', { access: 'trusted', signedIn: true }, true],
  ['an account without a role at a restricted meeting', { access: 'restricted', signedIn: true }, false],
  ['a member at a restricted meeting', { access: 'restricted', signedIn: true, role: 'member' }, true],
  ['a guest while everybody has to ask', { askAll: true }, false],
  ['an account while everybody has to ask', { access: 'trusted', askAll: true, signedIn: true }, false],
  ['a member while everybody has to ask', { askAll: true, role: 'member' }, true],
  ['a member at a locked meeting', { locked: true, role: 'member' }, false],
  [
    'an owner at a locked meeting where everybody has to ask',
    { locked: true, askAll: true, role: 'owner' },
    true,
  ],
  ['a co-host at a locked restricted meeting', { access: 'restricted', locked: true, role: 'cohost' }, true],
  ['somebody who was removed, at a public meeting', { removedBefore: true }, false],
] as const)('%s enters freely: %s', (_case, change, freely) => {
  const comer = { ...door, ...change }
  expect(entersFreely(comer, comer)).toBe(freely)
})

test.each<[string, Door, unknown]>([
  ['an empty meeting', door, { kind: 'enter' }],
  ['the last place', { ...door, present: 9 }, { kind: 'enter' }],
  ['no place left', { ...door, present: 10 }, { kind: 'refuse', code: 'meeting-full' }],
  [
    'one’s own place in a full meeting',
    { ...door, present: 10, ...own('admitted', true) },
    { kind: 'enter' },
  ],
  [
    'an administrator whom the policy lets in, at a restricted meeting that goes on',
    { ...ask, administrator: true, present: 1 },
    { kind: 'enter' },
  ],
  [
    'an administrator where nobody is',
    { ...door, administrator: true },
    { kind: 'refuse', code: 'administrators-stay-out' },
  ],
  [
    'an administrator at a lock',
    { ...door, administrator: true, present: 1, locked: true },
    { kind: 'refuse', code: 'meeting-locked' },
  ],
  [
    'an administrator whom a host put out',
    { ...door, administrator: true, present: 1, removedBefore: true },
    { kind: 'refuse', code: 'removed' },
  ],
  [
    'an administrator who is banned',
    { ...door, administrator: true, present: 1, banned: true },
    { kind: 'refuse', code: 'banned' },
  ],
  [
    'an administrator where there is no place left',
    { ...door, administrator: true, present: 10 },
    { kind: 'refuse', code: 'meeting-full' },
  ],
  [
    'the place of an administrator who comes back alone, whatever was locked meanwhile',
    { ...door, administrator: true, locked: true, ...own('admitted', true) },
    { kind: 'enter' },
  ],
  ['a ban', { ...door, banned: true }, { kind: 'refuse', code: 'banned' }],
  [
    'a ban, before all else',
    { ...door, banned: true, present: 10, ...own('admitted', true) },
    { kind: 'refuse', code: 'banned' },
  ],
  ['a removed place', { ...door, ...own('removed', true) }, { kind: 'refuse', code: 'removed' }],
  [
    'a guest where people need an account',
    { ...door, guestsAllowed: false },
    { kind: 'refuse', code: 'guests-not-allowed' },
  ],
  ['a signed-in person there', { ...door, guestsAllowed: false, signedIn: true }, { kind: 'enter' }],
  ['a guest who was let in before', { ...door, guestsAllowed: false, ...own('admitted') }, { kind: 'enter' }],
  ['somebody who has to ask', ask, { kind: 'wait' }],
  ['the place of somebody who was let in', { ...ask, ...own('admitted') }, { kind: 'enter' }],
  ['the place of somebody who waits', { ...ask, waiting: 500, ...own('waiting') }, { kind: 'wait' }],
  [
    'somebody who waited at a meeting that was locked',
    { ...ask, locked: true, ...own('waiting') },
    { kind: 'wait' },
  ],
  ['somebody new at a locked meeting', { ...door, locked: true }, { kind: 'refuse', code: 'meeting-locked' }],
  [
    'somebody refused just now',
    { ...ask, refusedSecondsAgo: 1 },
    { kind: 'refuse', code: 'entry-refused', retryAfterSeconds: 59 },
  ],
  ['somebody refused a minute ago', { ...ask, refusedSecondsAgo: 60, ...own('refused') }, { kind: 'wait' }],
  ['somebody refused where everybody may enter now', { ...door, refusedSecondsAgo: 1 }, { kind: 'enter' }],
  ['A43: the last of five hundred', { ...ask, waiting: 499 }, { kind: 'wait' }],
  [
    'A43: one more than five hundred',
    { ...ask, waiting: 500 },
    { kind: 'refuse', code: 'waiting-room-full' },
  ],
  [
    'A43: the fourth of one address',
    { ...ask, waitingFromSource: 3 },
    { kind: 'refuse', code: 'waiting-room-full' },
  ],
])('%s', (_case, who, entrance) => {
  expect(decideEntry(who, { capacity: 10, waitingPerAddress: 3 })).toEqual(entrance)
})
