import { expect, test } from 'vitest'
import { canSetHand } from './policy.ts'

const ranks = ['owner', 'cohost', 'host', 'participant', 'stranger'] as const

test.each(ranks)('%s raises and lowers their own hand', (rank) => {
  expect(canSetHand(rank, { own: true, raised: true })).toBe(true)
  expect(canSetHand(rank, { own: true, raised: false })).toBe(true)
})

test('hosts lower the hands of others, and nobody raises them', () => {
  expect(ranks.filter((rank) => canSetHand(rank, { own: false, raised: false }))).toEqual([
    'owner',
    'cohost',
    'host',
  ])
  expect(ranks.filter((rank) => canSetHand(rank, { own: false, raised: true }))).toEqual([])
})
