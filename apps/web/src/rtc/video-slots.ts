import type { ParticipantId } from '@parvis/contract/ids'
import { RemoteVideoTrack, Track } from 'livekit-client'
import type { Room } from 'livekit-client'
import type { Undo } from '../platform/store.ts'
import { all, listen } from './room-events.ts'

export type VideoSource = 'camera' | 'screen'

/** Shows tracks in the page's elements, and shows the next one when a track is replaced. */
export interface VideoSlots {
  attach(id: ParticipantId, element: HTMLVideoElement, source: VideoSource): Undo
  /** Looks again for what each element should show. */
  readonly refresh: () => void
  readonly follow: (room: Room) => Undo
}

interface Slot {
  readonly id: ParticipantId
  readonly element: HTMLVideoElement
  readonly source: VideoSource
  shown: MediaStreamTrack | RemoteVideoTrack | undefined
}

const sources = { camera: Track.Source.Camera, screen: Track.Source.ScreenShare } as const

/** `ownTrack`: what oneself captures, shown without the round trip. */
export function createVideoSlots(
  selfId: ParticipantId,
  ownTrack: (source: VideoSource) => MediaStreamTrack | undefined,
): VideoSlots {
  const slots = new Set<Slot>()
  let room: Room | undefined

  function trackOf({ id, source }: Slot): Slot['shown'] {
    if (id === selfId) return ownTrack(source)
    const track = room?.remoteParticipants.get(id)?.getTrackPublication(sources[source])?.track
    return track instanceof RemoteVideoTrack ? track : undefined
  }

  function refresh(): void {
    for (const slot of slots) {
      const next = trackOf(slot)
      // NOTE without a next track the last picture stays, which is what a reconnection should look like
      if (next && next !== slot.shown) show(slot, next)
    }
  }

  return {
    refresh,
    attach(id, element, source) {
      const slot: Slot = { id, element, source, shown: undefined }
      slots.add(slot)
      refresh()
      return () => {
        if (!slots.delete(slot)) return
        release(slot)
        element.srcObject = null
      }
    },
    follow(next) {
      room = next
      return all(
        () => {
          room = undefined
        },
        listen(next, { trackSubscribed: refresh, trackUnsubscribed: refresh, trackUnmuted: refresh }),
      )
    },
  }
}

function show(slot: Slot, next: MediaStreamTrack | RemoteVideoTrack): void {
  release(slot)
  slot.shown = next
  if (next instanceof RemoteVideoTrack) next.attach(slot.element)
  else {
    slot.element.srcObject = new MediaStream([next])
    slot.element.muted = true
    // refused before any gesture on some phones: then `autoplay` of the element decides
    slot.element.play().catch(() => undefined)
  }
}

function release({ shown, element }: Slot): void {
  if (shown instanceof RemoteVideoTrack) shown.detach(element)
}
