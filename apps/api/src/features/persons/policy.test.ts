import type { UserId } from '@parvis/contract/ids'
import { expect, test } from 'vitest'
import { canRulePerson } from './policy.ts'

const person = (id: string, platformAdministrator: boolean) => ({ id: id as UserId, platformAdministrator })

test.each([
  ['a local administrator', person('a', false), 'a member', person('b', false), true],
  ['a local administrator', person('a', false), 'whoever administers everything', person('b', true), false],
  ['whoever administers everything', person('a', true), 'another who does', person('b', true), true],
  ['whoever administers everything', person('a', true), 'themselves', person('a', true), true],
  ['a member', person('a', false), 'themselves', person('a', false), true],
])('C26: %s (%j) may ask about %s (%j): %s', (_actor, actor, _person, asked, allowed) => {
  expect(canRulePerson(actor, asked)).toBe(allowed)
})
