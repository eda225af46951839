import { expect, test } from 'vitest'
import { mayUsePassword, refuseDisabling } from './policy.ts'

test.each([
  ['on', false, true],
  ['on', true, true],
  ['administrators', false, false],
  ['administrators', true, true],
  ['off', false, false],
  ['off', true, false],
] as const)('LOCAL_ACCOUNTS=%s, administers: %s → may use a password: %s', (setting, administers, may) => {
  expect(mayUsePassword(setting, { administers })).toBe(may)
})

const one = { id: 'a', organisationId: 'x', platformAdministrator: false }
const platform = { id: 'p', organisationId: 'y', platformAdministrator: true }

test('A79, A80: whom an administrator may disable', () => {
  expect(refuseDisabling(one, { ...one, id: 'b' })).toBeUndefined()
  expect(refuseDisabling(one, one)).toBe('forbidden')
  expect(refuseDisabling(one, { ...platform, organisationId: 'x' })).toBe('forbidden')
  expect(refuseDisabling(one, { ...one, id: 'b', organisationId: 'y' })).toBe('not-found')
  expect(refuseDisabling(platform, one)).toBeUndefined()
  expect(refuseDisabling(platform, { ...platform, id: 'q' })).toBeUndefined()
  expect(refuseDisabling(platform, platform)).toBe('forbidden')
})
