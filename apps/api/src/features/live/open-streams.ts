import { createHash, randomUUID } from 'node:crypto'
import type { ParticipantId } from '@parvis/contract/ids'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { beat, claimStream, findMoved, forgetStreams, restoreStreams } from './stream-store.ts'
import type { KnownStream } from './stream-store.ts'

/** Whoever finds no room for a stream may ask again after this long. */
const retryAfterSeconds = 5
/** How often this process says that its streams are open, and asks whether they still are the only ones. */
const beatMs = 5000

interface Opening {
  readonly source: string
  readonly place: ParticipantId
  /** Ends the stream because its place has another one. */
  readonly replace: () => void
}

/**
 * The live streams that are open (A41): at most so many in this process; of one address at most so many, and of each
 * place one, over all processes.
 */
export interface OpenStreams {
  /** @throws Problem `too-many-requests` when this process has room for no more. */
  check(source: string): void
  /** Counts a stream until `leave`, and ends the one that this process has open at the same place. */
  enter(opening: Opening): OpenStream
}

interface OpenStream {
  /** Makes it known to all processes. @throws Problem `too-many-requests` when its address has too many open. */
  claim(): Promise<void>
  leave(): void
}

interface Held extends KnownStream {
  readonly replace: () => void
  /** It is known to all processes. */
  claimed: boolean
}

export function createOpenStreams(
  context: Pick<Context, 'config' | 'metrics' | 'database' | 'log'>,
): OpenStreams {
  const { config, metrics, database } = context
  const { most, perAddress } = config.liveStreams
  const ownProcess = randomUUID()
  const held = new Map<ParticipantId, Held>()
  const sources = new Map<string, number>()
  const register = createRegister(context, ownProcess, held)
  let open = 0

  function count(source: string, change: 1 | -1): void {
    open += change
    const left = (sources.get(source) ?? 0) + change
    if (left > 0) sources.set(source, left)
    else sources.delete(source)
    metrics.liveStreams.set(open)
  }
  function refuse(limit: string): Problem {
    metrics.refusals.inc({ limit })
    return new Problem('too-many-requests', { retryAfterSeconds })
  }
  return {
    check(source) {
      if (open >= most) throw refuse('live-streams')
      const crowded = config.rateLimits && (sources.get(source) ?? 0) >= perAddress
      if (crowded) throw refuse('live-streams-of-address')
    },
    enter({ source, place, replace }) {
      const sourceHash = createHash('sha256').update(source).digest()
      const stream: Held = {
        place,
        id: randomUUID(),
        process: ownProcess,
        sourceHash,
        replace,
        claimed: false,
      }
      held.get(place)?.replace()
      held.set(place, stream)
      count(source, 1)
      return {
        async claim() {
          await register.begin()
          const room = config.rateLimits ? perAddress : undefined
          if (!(await claimStream(database.pool, stream, room))) throw refuse('live-streams-of-address')
          stream.claimed = true
        },
        leave() {
          if (held.get(place) === stream) held.delete(place)
          count(source, -1)
          register.forget(stream.id)
        },
      }
    },
  }
}

interface Register {
  /** Once it resolves, all processes know of this one, as long as it holds streams. */
  begin(): Promise<void>
  forget(id: string): void
}

/** Keeps what all processes know of the streams that this one holds: a few statements a beat, none for an event. */
function createRegister(
  { database, log }: Pick<Context, 'database' | 'log'>,
  ownProcess: string,
  held: ReadonlyMap<ParticipantId, Held>,
): Register {
  let known: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let ended: string[] = []
  let forgetting = false

  async function renew(): Promise<void> {
    const isNew = await beat(database.pool, ownProcess)
    const claimed = [...held.values()].filter((stream) => stream.claimed)
    if (claimed.length === 0) return
    if (isNew) await restoreStreams(database.pool, claimed)
    const moved = new Set(await findMoved(database.pool, ownProcess, claimed))
    for (const stream of claimed) if (moved.has(stream.place)) stream.replace()
  }
  // The next beat tries again; a stream is not ended for it.
  const fail = (err: unknown): void => log.warn({ event: 'live-streams-beat-failed', err })
  function tick(): void {
    if (held.size > 0) return void renew().catch(fail)
    clearInterval(timer)
    known = undefined
  }
  async function forgetEnded(): Promise<void> {
    while (ended.length > 0) {
      const ids = ended
      ended = []
      await forgetStreams(database.pool, ids)
    }
  }
  return {
    begin() {
      if (known) return known
      timer = setInterval(tick, beatMs).unref()
      known = renew()
      // Who comes next tries again.
      known.catch(() => {
        clearInterval(timer)
        known = undefined
      })
      return known
    },
    forget(id) {
      ended.push(id)
      if (forgetting) return
      forgetting = true
      forgetEnded()
        .catch(fail)
        .finally(() => (forgetting = false))
    },
  }
}
