import type { MeetingRole } from '@parvis/contract/meetings'

/** What a meeting's people have to know of the one whose role is to change. */
export interface RoleChange {
  readonly from: MeetingRole
  readonly to: MeetingRole
  /** The caller's own role. */
  readonly own: boolean
  /** Has been in the meeting with an account: only then may the others learn that there is one. */
  readonly known: boolean
}

/** Owners and co-hosts see who has a role; whoever is host for one sitting alone does not. */
export function canSeeRoles(actor: MeetingRole | null): boolean {
  return actor === 'owner' || actor === 'cohost'
}

/** Owners give every role, co-hosts the one below theirs. */
export function canGrant(actor: MeetingRole | null, role: MeetingRole): boolean {
  return actor === 'owner' || (actor === 'cohost' && role === 'member')
}

/** Among owners nobody rules another; everybody steps down themselves. */
export function canChangeRole(actor: MeetingRole | null, { from, to, own, known }: RoleChange): boolean {
  if (actor !== 'owner' || (from === 'owner' && !own)) return false
  return to !== 'owner' || known
}

export function canRevoke(
  actor: MeetingRole | null,
  { from, own }: Pick<RoleChange, 'from' | 'own'>,
): boolean {
  return own || (from !== 'owner' && canGrant(actor, from))
}
