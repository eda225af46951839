import type { ParticipantId } from '@parvis/contract/ids'
import type { Undo } from '../platform/store.ts'
import type { Clock } from './call.ts'

/** People who are not in the Room now and whom we do not give up yet. */
export interface Returning {
  readonly has: (id: ParticipantId) => boolean
  /** Expects them for a while from now on. */
  readonly expect: (id: ParticipantId, withinMs?: number) => void
  readonly giveUp: (id: ParticipantId) => void
  /** Expects them for as long as it takes, until `expectAll`. */
  readonly hold: (ids: readonly ParticipantId[]) => void
  /** Gives everybody who is held the same while from now on. */
  readonly expectAll: () => void
}

/** How long a tile waits: after a restart of the SFU people come back one by one. */
const returnMs = 6_000

export function createReturning(clock: Clock, onGivenUp: (id: ParticipantId) => void): Returning {
  const waits = new Map<ParticipantId, Undo>()

  function giveUp(id: ParticipantId): void {
    waits.get(id)?.()
    waits.delete(id)
    onGivenUp(id)
  }

  function expect(id: ParticipantId, withinMs = returnMs): void {
    waits.get(id)?.()
    waits.set(
      id,
      clock.after(withinMs, () => giveUp(id)),
    )
  }

  return {
    has: (id) => waits.has(id),
    expect,
    giveUp,
    hold(ids) {
      for (const id of ids) {
        waits.get(id)?.()
        waits.set(id, () => undefined)
      }
    },
    expectAll() {
      for (const id of waits.keys()) expect(id)
    },
  }
}
