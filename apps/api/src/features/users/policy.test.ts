import { expect, test } from 'vitest'
import { apply, refuseChange } from './policy.ts'
import type { Change, Others, Target } from './policy.ts'

const local = { organisationId: 'here', platformAdministrator: false }
const member: Target = { organisationId: 'here', role: 'member', platformAdministrator: false }
const administrator: Target = { ...member, role: 'administrator' }
const chief: Target = { ...member, platformAdministrator: true }
const many: Others = { inOrganisation: 1, onPlatform: 1 }
const none: Others = { inOrganisation: 0, onPlatform: 0 }

interface Case {
  readonly actor: typeof local
  readonly target: Target
  readonly change: Change
  readonly others: Others
  readonly answer?: string
}

const demoted = { role: 'member' } as const
const promoted = { role: 'administrator' } as const
const moved = { organisationId: 'there' } as const
const resigned = { platformAdministrator: false } as const
const last = 'last-administrator'

const cases: Readonly<Record<string, Case>> = {
  'a local administrator makes another': { actor: local, target: member, change: promoted, others: none },
  'and takes the role back': { actor: local, target: administrator, change: demoted, others: many },
  'nobody takes it from the last one': {
    actor: chief,
    target: administrator,
    change: demoted,
    others: none,
    answer: last,
  },
  'what stays as it is takes nothing': {
    actor: local,
    target: administrator,
    change: promoted,
    others: none,
  },
  'a local administrator moves nobody': {
    actor: local,
    target: member,
    change: moved,
    others: many,
    answer: 'forbidden',
  },
  'nor makes anybody administer everything': {
    actor: local,
    target: member,
    change: { platformAdministrator: true },
    others: many,
    answer: 'forbidden',
  },
  'nor touches who does': {
    actor: local,
    target: chief,
    change: promoted,
    others: many,
    answer: 'forbidden',
  },
  'who administers everything moves people': { actor: chief, target: member, change: moved, others: none },
  'but not the last administrator': {
    actor: chief,
    target: administrator,
    change: moved,
    others: none,
    answer: last,
  },
  'one of two may resign': { actor: chief, target: chief, change: resigned, others: many },
  'the last one may not': { actor: chief, target: chief, change: resigned, others: none, answer: last },
}

test.each(Object.entries(cases))('C24, C26: %s', (_, { actor, target, change, others, answer }) => {
  expect(refuseChange(actor, { target, change, others })).toBe(answer)
})

test('whoever is moved begins as a member, unless made administrator there', () => {
  expect(apply(administrator, { organisationId: 'there' }).role).toBe('member')
  expect(apply(administrator, { organisationId: 'here' }).role).toBe('administrator')
  expect(apply(member, { organisationId: 'there', role: 'administrator' }).role).toBe('administrator')
})
