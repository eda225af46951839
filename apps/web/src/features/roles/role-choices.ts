import type { MeetingRole } from '@parvis/contract/meetings'
import type { RoleEntry } from '@parvis/contract/roles'

export type RoleChoice = 'makeOwner' | 'makeCohost' | 'makeMember' | 'transfer' | 'revoke' | 'leave'

/** What somebody with this role is offered for an entry of the list: what the server would accept, and no more. */
export function choicesFor(
  own: MeetingRole,
  entry: Pick<RoleEntry, 'role' | 'name' | 'own'>,
): readonly RoleChoice[] {
  if (entry.own) return ['leave']
  if (own === 'cohost') return entry.role === 'member' ? ['revoke'] : []
  if (own !== 'owner' || entry.role === 'owner') return []
  const known: readonly RoleChoice[] = entry.name === null ? [] : ['makeOwner', 'transfer']
  return [entry.role === 'member' ? 'makeCohost' : 'makeMember', ...known, 'revoke']
}
