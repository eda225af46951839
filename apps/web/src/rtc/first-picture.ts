import { Track, TrackEvent } from 'livekit-client'
import type { RemoteTrack, Room } from 'livekit-client'
import type { Undo } from '../platform/store.ts'
import type { Clock } from './call.ts'
import { all, listen } from './room-events.ts'

const patienceMs = 500
/** From the start of playing until the picture is drawn. */
const drawMs = 100

export interface FirstPicture {
  /** Whether nobody need wait for it any more. */
  readonly isOver: () => boolean
  readonly stop: Undo
}

/**
 * Calls back once, when this Room's first picture of somebody else is on the screen, none is to be expected, or it is
 * late by half a second. A small computer that starts to encode its own camera meanwhile shows the others much later.
 */
export function awaitFirstPicture(room: Room, clock: Clock, callback: () => void): FirstPicture {
  let over = false
  let undoWait: Undo | undefined
  const undo = all(
    listen(room, {
      signalConnected: () => shownByOthers(room) || finish(),
      trackSubscribed: watch,
      connected: () => finishAfter(patienceMs),
    }),
    () => undoWait?.(),
  )

  function watch(track: RemoteTrack): void {
    if (track.kind === Track.Kind.Video)
      track.once(TrackEvent.VideoPlaybackStarted, () => finishAfter(drawMs))
  }

  function finishAfter(delayMs: number): void {
    undoWait?.()
    undoWait = clock.after(delayMs, finish)
  }

  function finish(): void {
    undo()
    over = true
    callback()
  }

  return { isOver: () => over, stop: undo }
}

function shownByOthers({ remoteParticipants }: Room): boolean {
  return [...remoteParticipants.values()].some(({ videoTrackPublications }) =>
    [...videoTrackPublications.values()].some(({ isMuted }) => !isMuted),
  )
}
