import { RemoteAudioTrack } from 'livekit-client'
import type { RemoteTrack, Room } from 'livekit-client'
import { createStore } from '../platform/store.ts'
import type { ReadableStore, Undo } from '../platform/store.ts'
import type { Devices } from './devices.ts'
import { all, listen } from './room-events.ts'
import { routeToSpeaker } from './speaker.ts'

/** Plays everybody else, in hidden elements of its own, through the chosen speaker. */
export interface RemoteSound extends Disposable {
  readonly blocked: ReadableStore<boolean>
  readonly follow: (room: Room) => Undo
  /** Must be called in a gesture. */
  readonly start: () => Promise<void>
}

export function createRemoteSound(devices: Devices): RemoteSound {
  const blocked = createStore(false)
  const elements = new Map<RemoteTrack, HTMLAudioElement>()
  const container = document.createElement('div')
  container.hidden = true
  document.body.append(container)
  let room: Room | undefined

  function play(track: RemoteTrack): void {
    if (!(track instanceof RemoteAudioTrack)) return
    const element = document.createElement('audio')
    container.append(element)
    elements.set(track, element)
    void routeToSpeaker(element, devices.state.get().speakerId)
    track.attach(element)
  }

  function silence(track: RemoteTrack): void {
    const element = elements.get(track)
    if (!element) return
    elements.delete(track)
    track.detach(element)
    element.remove()
  }

  function silenceAll(): void {
    for (const track of elements.keys()) silence(track)
  }

  const undoSpeaker = followSpeaker(devices, (speakerId) => {
    for (const element of elements.values()) void routeToSpeaker(element, speakerId)
  })

  return {
    blocked,
    follow(next) {
      room = next
      return all(
        silenceAll,
        listen(next, {
          trackSubscribed: play,
          trackUnsubscribed: silence,
          audioPlaybackChanged: () => blocked.set(!next.canPlaybackAudio),
        }),
      )
    },
    async start() {
      await room?.startAudio()
    },
    [Symbol.dispose]() {
      undoSpeaker()
      silenceAll()
      container.remove()
    },
  }
}

function followSpeaker(devices: Devices, onSpeaker: (speakerId: string | undefined) => void): Undo {
  let current = devices.state.get().speakerId
  return devices.state.subscribe(() => {
    const { speakerId } = devices.state.get()
    if (speakerId === current) return
    current = speakerId
    onSpeaker(speakerId ?? '')
  })
}
