import type { Rank } from '../authority/index.ts'
import { isHost } from '../authority/index.ts'

/** Who may write to whom: the one who waits, for themselves alone, and hosts; as long as the meeting allows it. */
export function mayWrite(
  writer: { readonly rank: Rank; readonly owns: boolean },
  room: { readonly texts: boolean },
): 'waiting' | 'host' | undefined {
  if (!room.texts) return undefined
  if (writer.owns) return 'waiting'
  return isHost(writer.rank) ? 'host' : undefined
}
