import type { ProblemCode } from '@parvis/contract/problems'
import type { UserRole } from '@parvis/contract/session'

interface Administrates {
  readonly organisationId: string
  readonly platformAdministrator: boolean
}

/** Somebody whose rights are to change, or whose sessions are to end. */
export interface Target extends Administrates {
  readonly role: UserRole
}

/** What is to change; what is undefined stays. */
export interface Change {
  readonly role?: UserRole | undefined
  readonly organisationId?: string | undefined
  readonly platformAdministrator?: boolean | undefined
}

/** How many others administer, with an account that is not disabled. */
export interface Others {
  readonly inOrganisation: number
  readonly onPlatform: number
}

/** Whoever administers everything is ruled by their like alone, also by sessions that end. */
export function canRuleUser(actor: Administrates, target: Target): boolean {
  return actor.platformAdministrator || !target.platformAdministrator
}

/**
 * Why somebody may not be changed so, or undefined. An organisation or installation that has an administrator never
 * loses the last one.
 */
export function refuseChange(
  actor: Administrates,
  { target, change, others }: { readonly target: Target; readonly change: Change; readonly others: Others },
): ProblemCode | undefined {
  const wide = change.organisationId !== undefined || change.platformAdministrator !== undefined
  if (!canRuleUser(actor, target) || (wide && !actor.platformAdministrator)) return 'forbidden'
  const after = apply(target, change)
  const leaves = after.role !== 'administrator' || after.organisationId !== target.organisationId
  if (target.role === 'administrator' && leaves && others.inOrganisation === 0) return 'last-administrator'
  const resigns = target.platformAdministrator && !after.platformAdministrator
  return resigns && others.onPlatform === 0 ? 'last-administrator' : undefined
}

/** Somebody after the change. In another organisation they begin as a member. */
export function apply(target: Target, change: Change): Target {
  const organisationId = change.organisationId ?? target.organisationId
  const moved = organisationId !== target.organisationId
  return {
    organisationId,
    role: change.role ?? (moved ? 'member' : target.role),
    platformAdministrator: change.platformAdministrator ?? target.platformAdministrator,
  }
}
