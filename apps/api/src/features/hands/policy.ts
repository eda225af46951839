import { isHost } from '../authority/index.ts'
import type { Rank } from '../authority/index.ts'

/** What somebody wants to do with a hand. */
interface Gesture {
  readonly own: boolean
  readonly raised: boolean
}

/** A hand is raised by its person alone; hosts lower those of others. */
export function canSetHand(actor: Rank, { own, raised }: Gesture): boolean {
  return own || (!raised && isHost(actor))
}
