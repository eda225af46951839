import type { MutingRule } from '@parvis/contract/meetings'
import type { MediaSource } from '@parvis/contract/moderation'
import { isHost, ranksAbove } from '../authority/index.ts'
import type { Rank } from '../authority/index.ts'

/** A host puts out, restricts or demotes those below them; among hosts of one rank nobody rules the other. */
export function canRule(actor: Rank, target: Rank): boolean {
  return isHost(actor) && (!isHost(target) || ranksAbove(actor, target))
}

/** Any host makes others host. An owner and a co-host are hosts by their role, and stay so but for somebody above. */
export function canSetHost(actor: Rank, target: Rank, host: boolean): boolean {
  if (host) return isHost(actor)
  return target !== 'owner' && canRule(actor, target)
}

/** Somebody who wants to switch something off at others, in a meeting with this rule. */
interface Muter {
  readonly rank: Rank
  /** Whether they are there with an account. */
  readonly account: boolean
  readonly rule: MutingRule
}

/** How far somebody may switch off at others. */
export type MutingReach = 'everything' | 'one-microphone' | 'nothing'

/** Switching off is undone by whoever it happened to, so that hosts may do it to each other, and meetings let others. */
export function mutingReach({ rank, account, rule }: Muter): MutingReach {
  if (isHost(rank)) return 'everything'
  if (rank === 'stranger') return 'nothing'
  return rule === 'everybody' || (rule === 'accounts' && account) ? 'one-microphone' : 'nothing'
}

/** Whoever is no host silences one person at a time: a crowd is for those who keep order. */
export function canMute(
  reach: MutingReach,
  { source, named }: { readonly source: MediaSource; readonly named: number | 'all' },
): boolean {
  return reach === 'everything' || (reach === 'one-microphone' && source === 'microphone' && named === 1)
}

/** Hosts among "all" are spared, unless they are named. */
export function isMuted(target: { readonly host: boolean; readonly named: boolean }): boolean {
  return target.named || !target.host
}

/** Hosts are silenced by hosts alone. */
export function canMuteTarget(reach: MutingReach, target: { readonly host: boolean }): boolean {
  return reach === 'everything' || !target.host
}

/** Whose name it is, and whether the meeting lets guests change theirs. */
interface Naming {
  readonly allowed: boolean
  readonly own: boolean
  readonly target: { readonly rank: Rank; readonly account: boolean } | undefined
}

/**
 * Whom a host asks about and does not find is told so; nobody else learns it. Accounts keep the name that is vouched
 * for, under which the audit and the invitations know them.
 */
export function canRename(actor: Rank, { allowed, own, target }: Naming): boolean {
  if (!target) return isHost(actor)
  if (target.account) return false
  return own ? allowed || isHost(target.rank) : canRule(actor, target.rank)
}
