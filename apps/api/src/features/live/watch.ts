import type { MeetingId } from '@parvis/contract/ids'
import type { Response } from 'express'
import type { Context } from '../../context.ts'
import type { NumberedEvent } from '../../platform/live.ts'
import { readWaitingRoom } from '../waiting-room/index.ts'
import type { Beginning, Told } from './begin.ts'
import { hear } from './policy.ts'
import type { Watcher } from './policy.ts'
import { readSnapshot } from './store.ts'
import { send } from './stream.ts'
import { mergeWaiting } from './waiting-changes.ts'
import type { WaitingChange } from './waiting-changes.ts'

// A43: however many knock, a host's page hears of it ten times a second.
const waitingChangesMs = 100

/** Somebody who is told what happens, until stopped. */
export interface Watching {
  readonly waits: boolean
  stop(): void
}

interface Watched {
  readonly meetingId: MeetingId
  readonly beginning: Beginning
  readonly response: Response
}

/** Tells the watcher of a stream that has begun what happens from then on. */
export function watch(
  { database, live, log }: Pick<Context, 'database' | 'live' | 'log'>,
  { meetingId, beginning, response }: Watched,
): Watching {
  let watcher: Watcher | undefined = beginning.watcher
  // What a snapshot holds already is not told again.
  let told = beginning.told
  let inOrder = Promise.resolve()
  const teller = createTeller(response)

  async function deliver(news: readonly NumberedEvent[]): Promise<void> {
    for (const piece of news) {
      if (!watcher) break
      const heard = hear(watcher, piece)
      const known = piece.sequence <= told && heard.next !== 'over'
      if (heard.tell && !known) teller.tell({ event: heard.tell, sequence: numberFor(watcher, piece) })
      watcher = heard.next === 'over' || heard.next === 'lost' ? undefined : heard.watcher
      if (heard.next === 'lost') response.end()
      if (heard.next === 'snapshot' && heard.watcher.state === 'admitted') {
        teller.write()
        const snapshot = await readSnapshot(database.pool, meetingId, heard.watcher)
        told = snapshot.sequence
        teller.tell(snapshot)
        const room = heard.watcher.host && (await readWaitingRoom(database.pool, meetingId, 'hosts'))
        if (room) teller.tell({ event: room })
      }
    }
    teller.write()
    if (!watcher) unfollow()
  }
  const fail = (error: unknown): void => {
    log.warn({ event: 'live-deliver-failed', err: error })
    response.end()
  }
  const unfollow = watcher
    ? live.follow(meetingId, beginning.after, (news) => {
        if (news === 'gap') response.end()
        else inOrder = inOrder.then(() => deliver(news)).catch(fail)
      })
    : () => undefined
  return {
    get waits() {
      return watcher?.state === 'waiting'
    },
    stop() {
      watcher = undefined
      unfollow()
      teller.stop()
    },
  }
}

// Numbers count what happens inside: who waits gets none (security.md, A6).
function numberFor(watcher: Watcher, { sequence }: NumberedEvent): bigint | undefined {
  return watcher.state === 'waiting' ? undefined : sequence
}

interface Teller {
  tell(event: Told): void
  /** Sends what was told, but for changes of the waiting list that come too fast. */
  write(): void
  stop(): void
}

/** Gathers changes of the waiting list; every other event goes at once, behind what was gathered before it. */
function createTeller(response: Response): Teller {
  let ready: Told[] = []
  let gathered: { readonly event: WaitingChange; readonly sequence: bigint | undefined } | undefined
  let sentAt = 0
  let timer: NodeJS.Timeout | undefined

  function release(): void {
    if (gathered) ready.push(gathered)
    gathered = undefined
    sentAt = performance.now()
    clearTimeout(timer)
    timer = undefined
  }
  function write(): void {
    const delay = sentAt + waitingChangesMs - performance.now()
    if (gathered && delay <= 0) release()
    if (gathered) timer ??= setTimeout(releaseLate, delay)
    send(response, ready)
    ready = []
  }
  function releaseLate(): void {
    release()
    write()
  }
  return {
    write,
    tell({ event, sequence }) {
      if (event.kind === 'waiting-changed') {
        gathered = { event: gathered ? mergeWaiting(gathered.event, event) : event, sequence }
      } else {
        if (gathered) release()
        ready.push({ event, sequence })
      }
    },
    stop: () => clearTimeout(timer),
  }
}
