import type { MeetingRole } from '@parvis/contract/meetings'
import { keepsDoor } from '../admission/index.ts'

/** Nobody who is kept out themselves opens the door, be they a co-host: not to others, and not to themselves. */
export function canLiftBan(actor: { readonly role: MeetingRole | null; readonly banned: boolean }): boolean {
  return keepsDoor(actor.role) && !actor.banned
}
