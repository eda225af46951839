import type { watchMeeting } from '@parvis/contract/live'
import { Problem } from '@parvis/contract/problems'
import type { Response } from 'express'
import type { Context } from '../../context.ts'
import type { StreamHandler } from '../../platform/http/serve.ts'
import { readLiveEvents } from '../../platform/live.ts'
import type { NumberedEvent } from '../../platform/live.ts'
import { findMeeting, isOwnPlace, readSnapshot } from './store.ts'
import type { Watcher } from './store.ts'

// Below the 30 s after which proxies commonly give up on a silent connection.
const heartbeatMs = 15_000
// How soon a browser comes back after a cut; a random part spreads the return of many.
const retryMs = { least: 500, spread: 1500 }

/** Streams the meeting to the owner of a place: from a snapshot, or from behind `Last-Event-ID` when nothing is missing. */
export function streamMeeting({
  database,
  live,
  metrics,
}: Pick<Context, 'database' | 'live' | 'metrics'>): StreamHandler<typeof watchMeeting> {
  return async ({ params, query, browser, request }, response) => {
    const watcher = await findMeeting(database.pool, params.slug)
    if (!watcher) throw new Problem('meeting-not-found')
    const deviceHash = browser.knownDeviceHash()
    const place = { meetingId: watcher.meetingId, participantId: query.place }
    if (!deviceHash || !(await isOwnPlace(database.pool, { ...place, deviceHash })))
      throw new Problem('place-not-found')

    const resumed = await resume(database.pool, watcher, request.get('Last-Event-ID'))
    const start = resumed ?? [await readSnapshot(database.pool, params.slug)]
    // NOTE a browser that hung up meanwhile has given its 'close' already: nobody would ever undo what follows.
    if (response.closed) return
    openStream(response)
    send(response, start)
    const last = start.at(-1)?.sequence ?? watcher.sequence
    metrics.liveStreams.inc()
    const heartbeat = setInterval(() => response.write(':\n\n'), heartbeatMs)
    const unfollow = live.follow(watcher.meetingId, last, (news) => {
      if (news === 'gap') response.end()
      else send(response, news)
    })
    response.on('close', () => {
      clearInterval(heartbeat)
      unfollow()
      metrics.liveStreams.dec()
    })
  }
}

/** The events behind the number that the browser saw last; undefined when it must start from a snapshot. */
async function resume(
  sql: Context['database']['pool'],
  { meetingId, sequence }: Watcher,
  lastEventId: string | undefined,
): Promise<readonly NumberedEvent[] | undefined> {
  if (!lastEventId || !/^\d{1,18}$/.test(lastEventId)) return undefined
  const seen = BigInt(lastEventId)
  if (seen > sequence) return undefined
  const missed = await readLiveEvents(sql, meetingId, seen)
  if (missed === 'gap' || seen + BigInt(missed.length) < sequence) return undefined
  return missed
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

function send(response: Response, events: readonly NumberedEvent[]): void {
  for (const { sequence, event } of events)
    response.write(`id: ${sequence}\ndata: ${JSON.stringify(event)}\n\n`)
}
