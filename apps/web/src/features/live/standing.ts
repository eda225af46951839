import type { ParticipantId } from '@parvis/contract/ids'
import type { PresentParticipant } from '@parvis/contract/live'
import { useEffect, useState } from 'react'
import { createStore, until } from '../../platform/store.ts'
import type { ReadableStore } from '../../platform/store.ts'

/**
 * Whether the server counts a place in. It hears of an arrival from the SFU, a moment after the page shows the call:
 * until then somebody is `expected`, and what only those may do who are there is refused.
 */
export type Standing = ReadableStore<'expected' | 'present' | 'away'>

/** Settles once the server counts the place in. What waits when the call is left never happens. */
export function whilePresent(standing: Standing): Promise<void> {
  return until(standing, (now) => now === 'present')
}

/** Settles once the server has counted the place in, though it may have been cut off since. */
export function onceArrived(standing: Standing): Promise<void> {
  return until(standing, (now) => now !== 'expected')
}

/** The standing of this place, as the live stream tells of it. */
export function useStanding(self: ParticipantId, present: readonly PresentParticipant[]): Standing {
  const [standing] = useState(() => createStore<ReturnType<Standing['get']>>('expected'))
  const counted = present.some(({ id }) => id === self)

  // What waits for it is no part of the screen.
  useEffect(() => {
    standing.set((before) => (counted ? 'present' : before === 'expected' ? before : 'away'))
  }, [standing, counted])
  return standing
}
