import type { ParticipantId } from '@parvis/contract/ids'
import type { LiveEvent } from '@parvis/contract/live'
import { inTransaction } from '../../platform/database.ts'
import type { Database } from '../../platform/database.ts'
import { readLiveEvents } from '../../platform/live.ts'
import { announceKnock } from '../admission/index.ts'
import { readWaitingRoom } from '../waiting-room/index.ts'
import { hear } from './policy.ts'
import type { Watcher } from './policy.ts'
import { findPresentHosts, findRemoval, isSince, noteWatched, readSnapshot, returnToDoor } from './store.ts'
import type { WatchedMeeting, WatchedPlace } from './store.ts'

/** An event with the number that the browser may see. */
export interface Told {
  readonly event: LiveEvent
  readonly sequence?: bigint | undefined
}

/** How a stream begins. */
export interface Beginning {
  readonly tell: readonly Told[]
  /** Undefined when there is nothing more to come. */
  readonly watcher: Watcher | undefined
  /** The number that the meeting had before the place was looked at: what has changed since is heard again. */
  readonly after: bigint
  /** The number up to which everything is told already. */
  readonly told: bigint
}

interface Opening {
  readonly meeting: WatchedMeeting
  readonly id: ParticipantId
  readonly place: WatchedPlace
  readonly lastEventId: string | undefined
}

/** What a place is told first. Undefined when there is nothing for it to watch. */
export async function begin(database: Database, opening: Opening): Promise<Beginning | undefined> {
  const { meeting, id, place } = opening
  const last = (event: LiveEvent): Beginning => ({
    tell: [{ event }],
    watcher: undefined,
    after: meeting.sequence,
    told: meeting.sequence,
  })
  if (place.state === 'removed') {
    const removal = await findRemoval(database.pool, meeting.meetingId, id)
    return removal && last(removal)
  }
  if (place.state === 'refused') return last({ kind: 'refused' })
  if (place.sittingEnded) return last({ kind: 'occurrence-ended', by: null })
  return place.state === 'waiting' ? beginOutside(database, opening) : beginInside(database, opening)
}

async function beginOutside(
  database: Database,
  { meeting: { meetingId, sequence }, id, place }: Opening,
): Promise<Beginning | undefined> {
  // A page that was away too long asks again by coming back: nobody loses the place for good by a cut.
  if (place.gone) {
    const waits = await inTransaction(database.pool, async (sql) => {
      const again = await returnToDoor(sql, meetingId, id)
      if (again) await announceKnock(sql, meetingId, id)
      return again
    })
    if (!waits) return undefined
  } else await noteWatched(database.pool, [id])
  const hosts = await findPresentHosts(database.pool, meetingId)
  const event: LiveEvent = { kind: 'waiting', hostPresent: hosts.size > 0 }
  const room = await readWaitingRoom(database.pool, meetingId, id)
  return {
    tell: [{ event }, ...(room ? [{ event: room }] : [])],
    watcher: { state: 'waiting', id, hosts },
    after: sequence,
    told: sequence,
  }
}

async function beginInside(
  database: Database,
  { meeting, id, place, lastEventId }: Opening,
): Promise<Beginning> {
  const watcher: Watcher = { state: 'admitted', id, host: place.host }
  const resumed = await resume(database, { meeting, watcher, lastEventId })
  if (resumed) return resumed
  const snapshot = await readSnapshot(database.pool, meeting.meetingId, watcher)
  const room = place.host ? await readWaitingRoom(database.pool, meeting.meetingId, 'hosts') : undefined
  return {
    tell: [snapshot, ...(room ? [{ event: room }] : [])],
    watcher,
    after: meeting.sequence,
    told: snapshot.sequence,
  }
}

/** The events behind the number that the browser saw last; undefined when it must start from a snapshot. */
async function resume(
  database: Database,
  of: {
    readonly meeting: WatchedMeeting
    readonly watcher: Watcher
    readonly lastEventId: string | undefined
  },
): Promise<Beginning | undefined> {
  const {
    meeting: { meetingId, sequence },
    watcher,
    lastEventId,
  } = of
  if (!lastEventId || !/^\d{1,18}$/.test(lastEventId)) return undefined
  const seen = BigInt(lastEventId)
  if (seen > sequence) return undefined
  const missed = await readLiveEvents(database.pool, meetingId, seen)
  if (missed === 'gap' || seen + BigInt(missed.length) < sequence) return undefined
  const heard = missed.map((piece) => ({ sequence: piece.sequence, ...hear(watcher, piece) }))
  // Nobody has seen a number from before they asked to enter: behind one they would hear what others said without them.
  if (
    missed.length > 0 &&
    !(await isSince(database.pool, { meetingId, id: watcher.id, sequence: seen + 1n }))
  )
    return undefined
  // Whatever ended this stream, or changed what may be seen, is seen in the state itself.
  if (heard.some(({ next }) => next !== 'go-on')) return undefined
  // A reaction is of its moment: who was away then does not see it.
  const tell = heard.flatMap(({ sequence, tell }) =>
    tell && tell.kind !== 'reaction' ? [{ sequence, event: tell }] : [],
  )
  const told = missed.at(-1)?.sequence ?? seen
  return { tell, watcher, after: told, told }
}
