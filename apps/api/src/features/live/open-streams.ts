import type { ParticipantId } from '@parvis/contract/ids'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'

/** Whoever finds no room for a stream may ask again after this long. */
const retryAfterSeconds = 5

/** The live streams that are open in this process (A41): at most so many, of one address, and one of each place. */
export interface OpenStreams {
  /** @throws Problem `too-many-requests` when there is room for no more. */
  check(source: string): void
  /** Counts a stream until undone. `replace` ends the one that was open at the same place. */
  enter(stream: {
    readonly source: string
    readonly place: ParticipantId
    readonly replace: () => void
  }): () => void
}

export function createOpenStreams({ config, metrics }: Pick<Context, 'config' | 'metrics'>): OpenStreams {
  const { most, perAddress } = config.liveStreams
  const places = new Map<ParticipantId, () => void>()
  const sources = new Map<string, number>()
  let open = 0

  function count(source: string, change: 1 | -1): void {
    open += change
    const left = (sources.get(source) ?? 0) + change
    if (left > 0) sources.set(source, left)
    else sources.delete(source)
    metrics.liveStreams.set(open)
  }
  return {
    check(source) {
      const crowded = config.rateLimits && (sources.get(source) ?? 0) >= perAddress
      if (open < most && !crowded) return
      metrics.refusals.inc({ limit: crowded ? 'live-streams-of-address' : 'live-streams' })
      throw new Problem('too-many-requests', { retryAfterSeconds })
    },
    enter({ source, place, replace }) {
      places.get(place)?.()
      places.set(place, replace)
      count(source, 1)
      return () => {
        if (places.get(place) === replace) places.delete(place)
        count(source, -1)
      }
    },
  }
}
