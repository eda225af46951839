import { expect, test } from 'vitest'
import { canLiftBan } from './policy.ts'

test.each([
  ['owner', true],
  ['cohost', true],
  ['member', false],
  [null, false],
] as const)('%s lifts the bans of a meeting: %s', (role, may) => {
  expect(canLiftBan({ role, banned: false })).toBe(may)
})

test('A8: whoever is banned lifts no ban, co-host or owner as they may be', () => {
  for (const role of ['owner', 'cohost'] as const) expect(canLiftBan({ role, banned: true })).toBe(false)
})
