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

/** Switching off is undone by whoever it happened to, so that hosts may do it to each other. */
export function canMute(actor: Rank): boolean {
  return isHost(actor)
}

/** Hosts among "all" are spared, unless they are named. */
export function isMuted(target: { readonly host: boolean; readonly named: boolean }): boolean {
  return target.named || !target.host
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
