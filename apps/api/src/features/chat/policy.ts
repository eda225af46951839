import type { Rank } from '../authority/index.ts'
import { isHost } from '../authority/index.ts'

/** Authors take back what they wrote, hosts take away what anybody wrote. */
export function canDelete(actor: Rank, { own }: { readonly own: boolean }): boolean {
  return own || isHost(actor)
}

/** Whether somebody may know that a message exists: who wrote it, and who is in the meeting. */
export function mayKnow(actor: Rank, { own }: { readonly own: boolean }): boolean {
  return own || actor !== 'stranger'
}
