import { everyRight } from '@parvis/contract/meetings'
import type { SourceName, SourceRights } from '@parvis/contract/meetings'
import type { Room } from 'livekit-client'
import { createStore } from '../platform/store.ts'
import type { ReadableStore, Undo } from '../platform/store.ts'
import type { Call, Clock } from './call.ts'
import type { Devices } from './devices.ts'
import type { OwnTrack } from './own-tracks.ts'
import { createPublisher } from './publisher.ts'
import type { Publisher } from './publisher.ts'
import { all } from './room-events.ts'
import type { SharedScreen } from './screen.ts'
import { createSharing } from './sharing.ts'

type Intents = ReturnType<Call['intents']['get']>

/**
 * What we send: the tracks of `devices` and a shared screen. What is wanted lives here and in `devices`; every Room
 * that is followed is made equal to it, again after each reconnection, whatever the Room before had.
 */
export interface OwnMedia extends Disposable {
  readonly intents: ReadableStore<Intents>
  readonly rights: ReadableStore<SourceRights>
  readonly screen: ReadableStore<SharedScreen | undefined>
  readonly follow: (room: Room) => Undo
  /** Resolves to false when the person closed the chooser. */
  shareScreen(): Promise<boolean>
  stopSharing(): void
  /** Settles once the Room has what is wanted now, or there is none. */
  settled(): Promise<void>
}

export function createOwnMedia(devices: Devices, clock: Clock): OwnMedia {
  const sharing = createSharing()
  const { screen } = sharing
  const rights = createStore<SourceRights>(everyRight)
  const intents = createStore(toIntents(devices, false, () => false))
  let publisher: Publisher | undefined

  const settled = (): Promise<void> => publisher?.sync() ?? Promise.resolve()
  const report = (sends: (source: SourceName) => boolean): void =>
    intents.set(toIntents(devices, screen.get() !== undefined, sends))

  function follow(room: Room): Undo {
    const mine = createPublisher(room, {
      clock,
      wantedOf: (source) => toOwnTrack(devices, screen.get(), source),
      onChange: report,
      // NOTE that is now what is wanted, lest the next reconnection undo it
      onSilenced: stopWanting,
      onRights: rights.set,
    })
    publisher = mine
    return () => {
      mine.stop()
      if (publisher === mine) publisher = undefined
    }
  }

  function stopWanting(source: SourceName): void {
    if (source === 'screen') sharing.stop()
    else if (source === 'screenAudio') sharing.dropSound()
    else turnOff(devices, source)
  }

  const handleChange = (): void => {
    intents.set((before) =>
      toIntents(devices, screen.get() !== undefined, (source) => isActual(before, source)),
    )
    void settled()
  }
  const undo = all(devices.state.subscribe(handleChange), screen.subscribe(handleChange))
  return {
    intents,
    rights,
    screen,
    follow,
    stopSharing: sharing.stop,
    settled,
    shareScreen: () => sharing.begin({ sound: rights.get().screenAudio }),
    [Symbol.dispose]() {
      undo()
      sharing.stop()
    },
  }
}

function turnOff(devices: Devices, source: 'microphone' | 'camera'): void {
  const { microphone, camera } = devices.state.get()
  if (source === 'microphone' && microphone.wanted) void devices.setMicrophone(false)
  if (source === 'camera' && camera.wanted) void devices.setCamera(false)
}

function toOwnTrack(
  devices: Devices,
  screen: SharedScreen | undefined,
  source: SourceName,
): OwnTrack | undefined {
  const { microphone, camera } = devices.state.get()
  switch (source) {
    case 'microphone':
      return toLive(microphone.track, !microphone.wanted)
    case 'camera':
      return toLive(camera.track, !camera.wanted)
    case 'screen':
      return toLive(screen?.video, false)
    case 'screenAudio':
      return toLive(screen?.audio, false)
  }
}

function toLive(track: MediaStreamTrack | undefined, muted: boolean): OwnTrack | undefined {
  return track?.readyState === 'live' ? { track, muted } : undefined
}

function toIntents(devices: Devices, sharing: boolean, sends: (source: SourceName) => boolean): Intents {
  const { microphone, camera } = devices.state.get()
  return {
    microphone: { wanted: microphone.wanted, actual: sends('microphone') },
    camera: { wanted: camera.wanted, actual: sends('camera') },
    share: { wanted: sharing, actual: sends('screen') },
  }
}

function isActual(intents: Intents, source: SourceName): boolean {
  return intents[source === 'microphone' || source === 'camera' ? source : 'share'].actual
}
