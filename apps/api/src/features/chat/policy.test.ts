import { expect, test } from 'vitest'
import { canDelete, mayKnow } from './policy.ts'

test.for([
  ['owner', false, true],
  ['cohost', false, true],
  ['host', false, true],
  ['participant', false, false],
  ['participant', true, true],
  ['stranger', false, false],
  ['stranger', true, true],
] as const)('%s, whose own it is: %s, may delete a message: %s', ([rank, own, may]) => {
  expect(canDelete(rank, { own })).toBe(may)
})

test.for([
  ['participant', false, true],
  ['stranger', true, true],
  ['stranger', false, false],
] as const)('%s, whose own it is: %s, is told that there is such a message: %s', ([rank, own, may]) => {
  expect(mayKnow(rank, { own })).toBe(may)
})
