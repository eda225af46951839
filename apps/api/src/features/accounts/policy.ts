import type { LocalAccounts } from '@parvis/contract/accounts'

/** Whether somebody may have, or use, a password of ours. */
export function mayUsePassword(
  localAccounts: LocalAccounts,
  person: { readonly administers: boolean },
): boolean {
  return localAccounts === 'on' || (localAccounts === 'administrators' && person.administers)
}

/** Somebody whom an administrator acts on. */
export interface Subject {
  readonly id: string
  readonly organisationId: string
  readonly platformAdministrator: boolean
}

/**
 * Whoever administers everything is ruled by their like alone. Nobody disables themselves: so one of them always
 * remains.
 */
export function refuseDisabling(actor: Subject, target: Subject): 'not-found' | 'forbidden' | undefined {
  if (!actor.platformAdministrator && actor.organisationId !== target.organisationId) return 'not-found'
  if (actor.id === target.id) return 'forbidden'
  return target.platformAdministrator && !actor.platformAdministrator ? 'forbidden' : undefined
}

/** A local account, as far as inviting its person again is concerned. */
interface Invitee extends Subject {
  /** Whether they were invited and have not chosen a password yet. */
  readonly pending: boolean
  readonly disabled: boolean
}

/** Whoever has an account is not invited to it; a disabled one is first enabled. */
export function refuseInvitingAgain(
  actor: Subject,
  target: Invitee,
): 'not-found' | 'forbidden' | 'account-exists' | undefined {
  if (!actor.platformAdministrator && actor.organisationId !== target.organisationId) return 'not-found'
  if (target.platformAdministrator && !actor.platformAdministrator) return 'forbidden'
  return target.pending && !target.disabled ? undefined : 'account-exists'
}
