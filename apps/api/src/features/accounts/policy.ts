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

type Refusal = 'not-found' | 'forbidden'

/** Other organisations do not exist, and whoever administers everything is ruled by their like alone. */
function refuseRuling(actor: Subject, target: Subject): Refusal | undefined {
  if (actor.platformAdministrator) return undefined
  if (actor.organisationId !== target.organisationId) return 'not-found'
  return target.platformAdministrator ? 'forbidden' : undefined
}

/** Nobody disables themselves: so one of those who administer everything always remains. */
export function refuseDisabling(actor: Subject, target: Subject): Refusal | undefined {
  return actor.id === target.id ? 'forbidden' : refuseRuling(actor, target)
}

/** A local account, as far as inviting its person again is concerned. */
interface Invitee extends Subject {
  /** Whether they were invited and have not chosen a password yet. */
  readonly pending: boolean
  readonly disabled: boolean
}

/** Whoever has an account is not invited to it; a disabled one is first enabled. */
export function refuseInvitingAgain(actor: Subject, target: Invitee): Refusal | 'account-exists' | undefined {
  const open = target.pending && !target.disabled
  return refuseRuling(actor, target) ?? (open ? undefined : 'account-exists')
}
