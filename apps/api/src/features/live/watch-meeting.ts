import type { watchMeeting } from '@parvis/contract/live'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { sourceOf } from '../../platform/http/rate-limit.ts'
import type { StreamHandler } from '../../platform/http/serve.ts'
import { begin } from './begin.ts'
import { createPlaceKeeper } from './keep-places.ts'
import { findMeeting, findOwnPlace } from './store.ts'
import { createOpenStreams } from './open-streams.ts'
import { openStream, send } from './stream.ts'
import { watch } from './watch.ts'
import type { Watching } from './watch.ts'

/**
 * Streams the meeting to the owner of a place: from a snapshot, or from behind `Last-Event-ID` when nothing is missing.
 * Who waits learns nothing but their answer. After the last word the stream stays open and silent, so that a browser
 * that keeps it does not ask again and again.
 */
export function streamMeeting(
  context: Pick<Context, 'database' | 'live' | 'metrics' | 'log' | 'config'>,
): StreamHandler<typeof watchMeeting> {
  const { database } = context
  const streams = createOpenStreams(context)
  const keeper = createPlaceKeeper(context)
  return async ({ params, query, browser, request }, response) => {
    const source = sourceOf(request.ip ?? '')
    streams.check(source)
    const meeting = await findMeeting(database.pool, params.slug)
    if (!meeting) throw new Problem('meeting-not-found')
    const deviceHash = browser.knownDeviceHash()
    const asked = { meetingId: meeting.meetingId, participantId: query.place }
    const place = deviceHash && (await findOwnPlace(database.pool, { ...asked, deviceHash }))
    if (!place) throw new Problem('place-not-found')
    let watching: Watching | undefined
    const stream = streams.enter({
      source,
      place: query.place,
      replace() {
        watching?.stop()
        if (!response.headersSent) openStream(response)
        send(response, [{ event: { kind: 'replaced' } }])
        response.end()
      },
    })
    // NOTE a browser that hung up meanwhile has given its 'close' already: nobody would ever undo what follows.
    if (response.closed) return stream.leave()
    response.on('close', () => stream.leave())
    const lastEventId = request.get('Last-Event-ID')
    const [beginning] = await Promise.all([
      begin(database, { meeting, id: query.place, place, lastEventId }),
      stream.claim(),
    ])
    if (!beginning) throw new Problem('place-not-found')
    if (response.closed || response.writableEnded) return
    openStream(response)
    send(response, beginning.tell)
    const begun = watch(context, { meetingId: meeting.meetingId, beginning, response })
    const unkeep = keeper.keep(query.place, begun)
    watching = begun
    response.on('close', () => {
      unkeep()
      begun.stop()
    })
  }
}
