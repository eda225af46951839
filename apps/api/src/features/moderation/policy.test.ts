import type { MediaSource } from '@parvis/contract/moderation'
import { expect, test } from 'vitest'
import type { Rank } from '../authority/index.ts'
import { canMute, canMuteTarget, canRename, canRule, canSetHost, isMuted, mutingReach } from './policy.ts'

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

test.each([
  ['hosts', [], []],
  ['accounts', [], ['participant']],
  ['everybody', ['participant'], ['participant']],
] as const)(
  'A20: where the rule is %s, these switch off at others besides the hosts',
  (rule, guests, accounts) => {
    const beside = (account: boolean) =>
      ranks.filter((rank) => mutingReach({ rank, account, rule }) === 'one-microphone')
    expect([beside(false), beside(true)]).toEqual([guests, accounts])
    const unbound = ranks.filter((rank) => mutingReach({ rank, account: false, rule }) === 'everything')
    expect(unbound).toEqual(['host', 'cohost', 'owner'])
  },
)

test('whoever is no host silences one person, who is no host either, and switches off nothing else', () => {
  const may = (source: MediaSource, named: number | 'all') => canMute('one-microphone', { source, named })
  expect(may('microphone', 1)).toBe(true)
  expect([may('microphone', 2), may('microphone', 'all'), may('camera', 1), may('screen', 1)]).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(canMute('nothing', { source: 'microphone', named: 1 })).toBe(false)
  expect(canMute('everything', { source: 'screen', named: 'all' })).toBe(true)
  expect([true, false].map((host) => canMuteTarget('one-microphone', { host }))).toEqual([false, true])
  expect(canMuteTarget('everything', { host: true })).toBe(true)
})

test('among all, hosts are spared', () => {
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
