import { expect, test } from 'vitest'
import { refuseEntry } from './policy.ts'

test.each([
  ['an empty meeting', { banned: false, present: 0, returning: false }, undefined],
  ['the last place', { banned: false, present: 9, returning: false }, undefined],
  ['no place left', { banned: false, present: 10, returning: false }, 'meeting-full'],
  ['one’s own place in a full meeting', { banned: false, present: 10, returning: true }, undefined],
  ['a ban', { banned: true, present: 0, returning: false }, 'banned'],
  ['a ban, before all else', { banned: true, present: 10, returning: true }, 'banned'],
] as const)('%s', (_case, { returning, ...door }, refusal) => {
  expect(refuseEntry(door, { capacity: 10, returning })).toBe(refusal)
})
