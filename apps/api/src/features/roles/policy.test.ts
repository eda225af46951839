import type { MeetingRole } from '@parvis/contract/meetings'
import { expect, test } from 'vitest'
import { canChangeRole, canGrant, canRevoke, canSeeRoles } from './policy.ts'

type Row = readonly [actor: MeetingRole | null, target: MeetingRole, allowed: boolean]

test.each<Row>([
  ['owner', 'cohost', true],
  ['owner', 'member', true],
  ['cohost', 'cohost', false],
  ['cohost', 'member', true],
  ['member', 'member', false],
  [null, 'member', false],
])('C26: %s gives the role %s: %s', (actor, role, allowed) => {
  expect(canGrant(actor, role)).toBe(allowed)
})

test.each<[MeetingRole | null, boolean]>([
  ['owner', true],
  ['cohost', true],
  ['member', false],
  [null, false],
])('A33: %s sees the addresses of the list: %s', (actor, allowed) => {
  expect(canSeeRoles(actor)).toBe(allowed)
})

test.each([
  ['an owner steps down', 'owner', { from: 'owner', to: 'member', own: true, known: true }, true],
  ['no owner demotes another', 'owner', { from: 'owner', to: 'cohost', own: false, known: true }, false],
  [
    'an owner names one who was there',
    'owner',
    { from: 'member', to: 'owner', own: false, known: true },
    true,
  ],
  ['nor one who may not exist', 'owner', { from: 'member', to: 'owner', own: false, known: false }, false],
  ['a co-host changes no role', 'cohost', { from: 'member', to: 'cohost', own: false, known: true }, false],
  ['not even their own', 'cohost', { from: 'cohost', to: 'owner', own: true, known: true }, false],
] as const)('C26: %s', (...[, actor, change, allowed]) => {
  expect(canChangeRole(actor, change)).toBe(allowed)
})

test.each<[MeetingRole | null, MeetingRole, boolean, boolean]>([
  ['owner', 'cohost', false, true],
  ['owner', 'owner', false, false],
  ['cohost', 'member', false, true],
  ['cohost', 'cohost', false, false],
  ['member', 'member', false, false],
  ['member', 'member', true, true],
])('%s takes the role %s away (own: %s): %s', (...[actor, from, own, allowed]) => {
  expect(canRevoke(actor, { from, own })).toBe(allowed)
})
