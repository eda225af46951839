import { expect, test } from 'vitest'
import type { Rank } from '../authority/index.ts'
import { canMute, canRename, canRule, canSetHost, isMuted } from './policy.ts'

const ranks: readonly Rank[] = ['stranger', 'participant', 'host', 'cohost', 'owner']

// Whom somebody of the rank in the first column may put out or restrict.
const ruled: Readonly<Record<Rank, readonly Rank[]>> = {
  stranger: [],
  participant: [],
  host: ['stranger', 'participant'],
  cohost: ['stranger', 'participant', 'host'],
  owner: ['stranger', 'participant', 'host', 'cohost'],
}

test.each(ranks)('C22, C26: whom a %s rules', (actor) => {
  expect(ranks.filter((target) => canRule(actor, target))).toEqual(ruled[actor])
})

test.each(ranks)('hosts alone make hosts, and are demoted from above: %s', (actor) => {
  const isHost = ['host', 'cohost', 'owner'].includes(actor)
  expect(ranks.filter((target) => canSetHost(actor, target, true))).toEqual(isHost ? ranks : [])
  expect(ranks.filter((target) => canSetHost(actor, target, false))).toEqual(ruled[actor])
})

test('A20: only hosts switch off at others; among all, hosts are spared', () => {
  expect(ranks.filter(canMute)).toEqual(['host', 'cohost', 'owner'])
  expect(isMuted({ host: false, named: false })).toBe(true)
  expect(isMuted({ host: true, named: false })).toBe(false)
  expect(isMuted({ host: true, named: true })).toBe(true)
})

test.each(ranks)('whom a %s renames: guests whom they rule, nobody with an account', (actor) => {
  const renamed = (account: boolean) =>
    ranks.filter((rank) => canRename(actor, { allowed: true, own: false, target: { rank, account } }))
  expect([renamed(false), renamed(true)]).toEqual([ruled[actor], []])
})

test('a guest changes their own name where the meeting lets them, or as a host; an account does not', () => {
  const may = (allowed: boolean, rank: Rank, account = false) =>
    canRename(rank, { allowed, own: true, target: { rank, account } })
  expect([may(true, 'participant'), may(false, 'participant'), may(false, 'host')]).toEqual([
    true,
    false,
    true,
  ])
  expect([may(true, 'participant', true), may(true, 'owner', true)]).toEqual([false, false])
})

test('A2: only hosts learn that a place is not there', () => {
  const nobody = { allowed: true, own: false, target: undefined }
  expect(ranks.filter((actor) => canRename(actor, nobody))).toEqual(['host', 'cohost', 'owner'])
})
