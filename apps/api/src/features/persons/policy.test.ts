import type { UserId } from '@parvis/contract/ids'
import { expect, test } from 'vitest'
import { canRulePerson } from './policy.ts'

const person = (id: string, platformAdministrator: boolean) => ({ id: id as UserId, platformAdministrator })

const local = person('a', false)
const chief = person('a', true)

test.each([
  ['a local administrator about a member', [local, person('b', false)], true],
  ['a local administrator about whoever administers everything', [local, person('b', true)], false],
  ['whoever administers everything about another who does', [chief, person('b', true)], true],
  ['whoever administers everything about themselves', [chief, chief], true],
  ['a member about themselves', [local, local], true],
] as const)('C26: whether data are given and erased that %s asks for', (_who, [actor, asked], allowed) => {
  expect(canRulePerson(actor, asked)).toBe(allowed)
})
