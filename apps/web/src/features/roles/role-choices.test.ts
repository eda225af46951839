import { expect, test } from 'vitest'
import { choicesFor } from './role-choices.ts'

test.each([
  ['owner', { role: 'member', name: null, own: false }, ['makeCohost', 'revoke']],
  ['owner', { role: 'cohost', name: 'Ada', own: false }, ['makeMember', 'makeOwner', 'transfer', 'revoke']],
  ['owner', { role: 'owner', name: 'Ada', own: false }, []],
  ['owner', { role: 'owner', name: 'Moi', own: true }, ['leave']],
  ['cohost', { role: 'member', name: 'Ada', own: false }, ['revoke']],
  ['cohost', { role: 'cohost', name: 'Ada', own: false }, []],
] as const)('C26: %s is offered for %j what the server accepts', (own, entry, choices) => {
  expect(choicesFor(own, entry)).toEqual(choices)
})
