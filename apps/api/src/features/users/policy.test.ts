import { expect, test } from 'vitest'
import { apply, refuseChange } from './policy.ts'
import type { Change, Others, Target } from './policy.ts'

const local = { organisationId: 'here', platformAdministrator: false }
const platform = { organisationId: 'elsewhere', platformAdministrator: true }
const member: Target = { organisationId: 'here', role: 'member', platformAdministrator: false }
const administrator: Target = { ...member, role: 'administrator' }
const chief: Target = { ...member, platformAdministrator: true }
const many: Others = { inOrganisation: 1, onPlatform: 1 }
const none: Others = { inOrganisation: 0, onPlatform: 0 }

const cases: readonly (readonly [string, typeof local, Target, Change, Others, string | undefined])[] = [
  ['a local administrator makes another', local, member, { role: 'administrator' }, none, undefined],
  ['a local administrator takes the role back', local, administrator, { role: 'member' }, many, undefined],
  [
    'nobody takes it from the last one',
    platform,
    administrator,
    { role: 'member' },
    none,
    'last-administrator',
  ],
  ['what stays as it is takes nothing', local, administrator, { role: 'administrator' }, none, undefined],
  ['a local administrator moves nobody', local, member, { organisationId: 'there' }, many, 'forbidden'],
  ['nor makes rulers of everything', local, member, { platformAdministrator: true }, many, 'forbidden'],
  ['nor touches one', local, chief, { role: 'administrator' }, many, 'forbidden'],
  ['a platform administrator moves people', platform, member, { organisationId: 'there' }, none, undefined],
  [
    'but not the last administrator',
    platform,
    administrator,
    { organisationId: 'there' },
    none,
    'last-administrator',
  ],
  ['one of two may resign', platform, chief, { platformAdministrator: false }, many, undefined],
  ['the last one may not', platform, chief, { platformAdministrator: false }, none, 'last-administrator'],
]

test.each(cases)('C24, C26: %s', (_, actor, target, change, others, answer) => {
  expect(refuseChange(actor, { target, change, others })).toBe(answer)
})

test('whoever is moved begins as a member, unless made administrator there', () => {
  expect(apply(administrator, { organisationId: 'there' }).role).toBe('member')
  expect(apply(administrator, { organisationId: 'here' }).role).toBe('administrator')
  expect(apply(member, { organisationId: 'there', role: 'administrator' }).role).toBe('administrator')
})
