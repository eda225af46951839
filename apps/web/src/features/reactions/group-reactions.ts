import type { ParticipantId } from '@parvis/contract/ids'
import type { ReactionName } from '@parvis/contract/reactions'
import type { ShownReaction } from './create-reactions.ts'

/** From more than this many on, reactions are counted rather than shown one by one. */
export const mostSingle = 12

interface Grouped {
  /** To be shown at the tile of their person. */
  readonly single: readonly ShownReaction[]
  /** To be shown as numbers, the most frequent first. */
  readonly counted: readonly { readonly reaction: ReactionName; readonly count: number }[]
}

/** `visible`: whose tiles are to be seen. */
export function groupReactions(
  shown: readonly ShownReaction[],
  visible: ReadonlySet<ParticipantId>,
): Grouped {
  const few = shown.length <= mostSingle
  const single = few ? shown.filter(({ participantId }) => visible.has(participantId)) : []
  const counts = new Map<ReactionName, number>()
  for (const one of shown)
    if (!single.includes(one)) counts.set(one.reaction, (counts.get(one.reaction) ?? 0) + one.count)
  const counted = [...counts]
    .map(([reaction, count]) => ({ reaction, count }))
    .toSorted((one, other) => other.count - one.count)
  return { single, counted }
}
