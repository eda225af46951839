import type { ParticipantId } from '@parvis/contract/ids'
import type { watchMeeting } from '@parvis/contract/live'
import { Problem } from '@parvis/contract/problems'
import type { Response } from 'express'
import type { Context } from '../../context.ts'
import type { StreamHandler } from '../../platform/http/serve.ts'
import { begin } from './begin.ts'
import type { Beginning, Told } from './begin.ts'
import { hear } from './policy.ts'
import type { Watcher } from './policy.ts'
import { findMeeting, findOwnPlace, noteWatched, readSnapshot } from './store.ts'
import type { WatchedMeeting } from './store.ts'
import type { NumberedEvent } from '../../platform/live.ts'

// Below the 30 s after which proxies commonly give up on a silent connection, and after which who waits is given up.
const heartbeatMs = 15_000
// How soon a browser comes back after a cut; a random part spreads the return of many.
const retryMs = { least: 500, spread: 1500 }

type Needs = Pick<Context, 'database' | 'live' | 'metrics' | 'log'>

/**
 * Streams the meeting to the owner of a place: from a snapshot, or from behind `Last-Event-ID` when nothing is missing.
 * Who waits learns nothing but their answer. After the last word the stream stays open and silent, so that a browser
 * that keeps it does not ask again and again.
 */
export function streamMeeting(context: Needs): StreamHandler<typeof watchMeeting> {
  const { database, metrics } = context
  return async ({ params, query, browser, request }, response) => {
    const meeting = await findMeeting(database.pool, params.slug)
    if (!meeting) throw new Problem('meeting-not-found')
    const deviceHash = browser.knownDeviceHash()
    const asked = { meetingId: meeting.meetingId, participantId: query.place }
    const place = deviceHash && (await findOwnPlace(database.pool, { ...asked, deviceHash }))
    if (!place) throw new Problem('place-not-found')
    const lastEventId = request.get('Last-Event-ID')
    const beginning = await begin(database, { meeting, id: query.place, place, lastEventId })
    if (!beginning) throw new Problem('place-not-found')
    // NOTE a browser that hung up meanwhile has given its 'close' already: nobody would ever undo what follows.
    if (response.closed) return
    openStream(response)
    send(response, beginning.tell)
    metrics.liveStreams.inc()
    const watching = watch(context, { meeting, id: query.place, beginning }, response)
    const heartbeat = setInterval(() => {
      response.write(':\n\n')
      watching.beat()
    }, heartbeatMs)
    response.on('close', () => {
      clearInterval(heartbeat)
      watching.stop()
      metrics.liveStreams.dec()
    })
  }
}

interface Watching {
  /** To be called every few seconds: who waits is there as long as their stream is open. */
  beat(): void
  stop(): void
}

interface Watched {
  readonly meeting: WatchedMeeting
  readonly id: ParticipantId
  readonly beginning: Beginning
}

function watch(
  { database, live, log }: Needs,
  { meeting: { meetingId }, id, beginning }: Watched,
  response: Response,
): Watching {
  let watcher: Watcher | undefined = beginning.watcher
  // What a snapshot holds already is not told again.
  let told = beginning.told
  let inOrder = Promise.resolve()

  async function deliver(news: readonly NumberedEvent[]): Promise<void> {
    for (const piece of news) {
      if (!watcher) return
      const heard = hear(watcher, piece)
      const known = piece.sequence <= told && heard.next !== 'over'
      if (heard.tell && !known) send(response, [{ event: heard.tell, sequence: numberFor(watcher, piece) }])
      watcher = heard.next === 'over' ? undefined : heard.watcher
      if (heard.next === 'lost') response.end()
      if (heard.next === 'snapshot' && heard.watcher.state === 'admitted') {
        const snapshot = await readSnapshot(database.pool, meetingId, heard.watcher)
        told = snapshot.sequence
        send(response, [snapshot])
      }
    }
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
    beat() {
      if (watcher?.state === 'waiting') noteWatched(database.pool, id).catch(fail)
    },
    stop() {
      watcher = undefined
      unfollow()
    },
  }
}

// Numbers count what happens inside: who waits gets none (security.md, A6).
function numberFor(watcher: Watcher, { sequence }: NumberedEvent): bigint | undefined {
  return watcher.state === 'waiting' ? undefined : sequence
}

function openStream(response: Response): void {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // nginx buffers replies unless told otherwise
    'X-Accel-Buffering': 'no',
  })
  response.flushHeaders()
  response.write(`retry: ${retryMs.least + Math.floor(Math.random() * retryMs.spread)}\n\n`)
}

function send(response: Response, events: readonly Told[]): void {
  for (const { sequence, event } of events)
    response.write(`${sequence === undefined ? '' : `id: ${sequence}\n`}data: ${JSON.stringify(event)}\n\n`)
}
