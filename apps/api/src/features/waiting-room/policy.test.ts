import { expect, test } from 'vitest'
import { mayWrite } from './policy.ts'

test.each([
  ['who waits, for themselves', { rank: 'stranger', owns: true }, 'waiting'],
  ['a host', { rank: 'host', owns: false }, 'host'],
  ['an owner who is not there', { rank: 'owner', owns: false }, 'host'],
  ['a participant', { rank: 'participant', owns: false }, undefined],
  ['a stranger, or another who waits', { rank: 'stranger', owns: false }, undefined],
] as const)('%s', (_case, writer, as) => {
  expect(mayWrite(writer, { texts: true })).toBe(as)
  expect(mayWrite(writer, { texts: false })).toBeUndefined()
})
