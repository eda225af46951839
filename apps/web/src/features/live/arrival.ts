import type { ParticipantId } from '@parvis/contract/ids'
import type { PresentParticipant } from '@parvis/contract/live'
import { useEffect, useState } from 'react'
import { createStore, until } from '../../platform/store.ts'
import type { ReadableStore } from '../../platform/store.ts'

/**
 * Whether the server counts a place in. It hears of an arrival from the SFU, a moment after the page shows the call:
 * until then somebody is `expected`, and what only those may do who are there is refused.
 */
export type Arrival = ReadableStore<'expected' | 'present' | 'away'>

/** Settles once the server counts the place in. What waits when the call is left never happens. */
export function whilePresent(arrival: Arrival): Promise<void> {
  return until(arrival, (now) => now === 'present')
}

/** Settles once the server has counted the place in, though it may have been cut off since. */
export function onceArrived(arrival: Arrival): Promise<void> {
  return until(arrival, (now) => now !== 'expected')
}

/** The arrival of this place, as the live stream tells of it. */
export function useArrival(self: ParticipantId, present: readonly PresentParticipant[]): Arrival {
  const [arrival] = useState(() => createStore<ReturnType<Arrival['get']>>('expected'))
  const counted = present.some(({ id }) => id === self)

  // What waits for it is no part of the screen.
  useEffect(() => {
    arrival.set((before) => (counted ? 'present' : before === 'expected' ? before : 'away'))
  }, [arrival, counted])
  return arrival
}
