import type { ParticipantId } from '@parvis/contract/ids'
import type { Context } from '../../context.ts'
import { noteWatched } from './store.ts'
import type { Watching } from './watch.ts'

// Below the 30 s after which who waits is given up.
const beatMs = 10_000

/** Remembers, while streams are open, that those who wait at them are still there. */
export interface PlaceKeeper {
  /** Until undone. */
  keep(id: ParticipantId, watching: Watching): () => void
}

/** One statement a beat for everybody who waits at this process. */
export function createPlaceKeeper({ database, log }: Pick<Context, 'database' | 'log'>): PlaceKeeper {
  const kept = new Map<Watching, ParticipantId>()
  let timer: NodeJS.Timeout | undefined

  async function beat(): Promise<void> {
    const ids = [...kept].filter(([watching]) => watching.waits).map(([, id]) => id)
    try {
      if (ids.length > 0) await noteWatched(database.pool, ids)
    } catch (error) {
      // The next beat tries again; a stream is not ended for it.
      log.warn({ event: 'live-beat-failed', err: error })
    }
  }
  return {
    keep(id, watching) {
      kept.set(watching, id)
      timer ??= setInterval(() => void beat(), beatMs).unref()
      return () => {
        kept.delete(watching)
        if (kept.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}
