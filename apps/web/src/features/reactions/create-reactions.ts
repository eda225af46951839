import type { ParticipantId } from '@parvis/contract/ids'
import type { ReactionName } from '@parvis/contract/reactions'
import { createStore } from '../../platform/store.ts'
import type { ReadableStore, Undo } from '../../platform/store.ts'
import type { Clock } from '../../rtc/call.ts'

/** A reaction that is to be seen now. */
export interface ShownReaction {
  readonly key: number
  readonly participantId: ParticipantId
  readonly reaction: ReactionName
  /** How often the person showed it while it was to be seen. */
  readonly count: number
}

export interface Reactions {
  readonly shown: ReadableStore<readonly ShownReaction[]>
  readonly hear: (participantId: ParticipantId, reaction: ReactionName) => void
  readonly stop: Undo
}

const staysMs = 4_000

/** The reactions of a call, each for as long as it is to be seen. */
export function createReactions(clock: Clock): Reactions {
  const shown = createStore<readonly ShownReaction[]>([])
  const timers = new Map<number, Undo>()
  let next = 0

  function stay(key: number): void {
    timers.get(key)?.()
    const undo = clock.after(staysMs, () => {
      timers.delete(key)
      shown.set((before) => before.filter((one) => one.key !== key))
    })
    timers.set(key, undo)
  }

  return {
    shown,
    hear(participantId, reaction) {
      const again = shown
        .get()
        .find((one) => one.participantId === participantId && one.reaction === reaction)
      const one = again ?? { key: next++, participantId, reaction, count: 0 }
      const now = { ...one, count: one.count + 1 }
      shown.set((before) => [...before.filter(({ key }) => key !== now.key), now])
      stay(now.key)
    },
    stop() {
      for (const undo of timers.values()) undo()
      timers.clear()
    },
  }
}
