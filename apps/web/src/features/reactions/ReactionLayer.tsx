import type { ParticipantId } from '@parvis/contract/ids'
import { useStore } from '../../platform/store.ts'
import type { ReadableStore } from '../../platform/store.ts'
import type { ShownReaction } from './create-reactions.ts'
import { groupReactions } from './group-reactions.ts'
import { reactionKinds } from './reaction-kinds.ts'
import styles from './ReactionLayer.module.css'

/** Where somebody's tile is, in px. */
interface Tile {
  readonly id: ParticipantId
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface ReactionLayerProps {
  readonly shown: ReadableStore<readonly ShownReaction[]>
  readonly tiles: readonly Tile[]
}

/** Reactions over the tiles, for the eye alone: who wants to hear them says so in the list of shortcuts. */
export function ReactionLayer({ shown, tiles }: ReactionLayerProps) {
  const { single, counted } = groupReactions(useStore(shown), new Set(tiles.map(({ id }) => id)))
  return (
    <div className={styles.layer} aria-hidden="true">
      {tiles.map(({ id, ...box }) => (
        <p key={id} className={styles.tile} style={box}>
          {single
            .filter(({ participantId }) => participantId === id)
            .map(({ key, reaction, count }) => (
              <span key={key} className={styles.reaction}>
                {reactionKinds[reaction].emoji}
                {count > 1 && <span className={styles.count}>{count}</span>}
              </span>
            ))}
        </p>
      ))}
      {counted.length > 0 && (
        <p className={styles.counted}>
          {counted.map(({ reaction, count }) => (
            <span key={reaction}>
              {reactionKinds[reaction].emoji} <span className={styles.count}>{count}</span>
            </span>
          ))}
        </p>
      )}
    </div>
  )
}
