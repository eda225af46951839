import type { Room } from 'livekit-client'
import type { Undo } from '../platform/store.ts'
import type { CallOptions, Clock } from './call.ts'
import { systemClock } from './clock.ts'
import { createConnection } from './connection.ts'
import type { Connection } from './connection.ts'
import type { Devices } from './devices.ts'
import { judgeError } from './failures.ts'
import { openSession } from './open-session.ts'
import { createOwnMedia } from './own-media.ts'
import type { OwnMedia } from './own-media.ts'
import { followPage, onWake } from './page-events.ts'
import { createRemoteSound } from './remote-sound.ts'
import type { RemoteSound } from './remote-sound.ts'
import { all } from './room-events.ts'
import { createRoster } from './roster.ts'
import type { ReadSelf, Roster } from './roster.ts'
import { createSilenceWatch } from './track-watch.ts'
import { createVideoSlots } from './video-slots.ts'
import type { VideoSlots } from './video-slots.ts'

/** The parts behind one call. Each outlives the Rooms that it follows, one after the other. */
export interface Engine extends AsyncDisposable {
  readonly own: OwnMedia
  readonly sound: RemoteSound
  readonly video: VideoSlots
  readonly roster: Roster
  readonly connection: Connection
  readonly currentRoom: () => Room | undefined
}

export function createEngine({ admission, admit, devices, clock = systemClock }: CallOptions): Engine {
  let room: Room | undefined
  const self = { id: admission.participantId, name: admission.name }
  const own = createOwnMedia(devices, clock)
  const sound = createRemoteSound(devices)
  const roster = createRoster(self, () => readSelf(devices, own), clock)
  const video = createVideoSlots(self.id, (source) =>
    source === 'screen' ? own.screen.get()?.video : devices.state.get().camera.track,
  )
  const followRoom = (next: Room): Undo => {
    room = next
    return () => {
      room = undefined
    }
  }
  const watchSilence = createSilenceWatch(clock, () => connection.rebuild())
  const followers = [followRoom, own.follow, roster.follow, video.follow, sound.follow, watchSilence]
  const connection: Connection = createConnection({
    admission,
    admit,
    clock,
    judge: judgeError,
    onWake,
    open: (place, { events, signal }) => openSession(place, { clock, events, signal, followers }),
  })
  const lookAtSelf = (): void => {
    roster.touchSelf()
    video.refresh()
  }
  lookAtSelf()
  const undo = all(
    devices.state.subscribe(lookAtSelf),
    own.screen.subscribe(lookAtSelf),
    announceReturn(connection, roster, clock),
    followPage(connection),
    // a call that is over shares nothing any more
    connection.status.subscribe(() => connection.status.get().kind === 'failed' && own.stopSharing()),
  )
  return {
    own,
    sound,
    video,
    roster,
    connection,
    currentRoom: () => room,
    [Symbol.asyncDispose]() {
      const left = connection.leave()
      undo()
      own[Symbol.dispose]()
      sound[Symbol.dispose]()
      return left
    },
  }
}

/** Oneself as the devices are: what the person sees of themselves follows their click, not the network. */
function readSelf({ state }: Devices, { screen }: OwnMedia): ReturnType<ReadSelf> {
  const { microphone, camera } = state.get()
  return {
    microphone: microphone.track && microphone.wanted ? 'on' : 'muted',
    camera: camera.track ? 'on' : 'muted',
    screen: screen.get() ? 'on' : 'absent',
  }
}

function announceReturn({ status }: Connection, { people }: Roster, clock: Clock): Undo {
  let before = status.get()
  return status.subscribe(() => {
    const now = status.get()
    if (before.kind === 'reconnecting' && now.kind === 'connected') {
      people.notice({ kind: 'reconnected', cutMs: clock.now() - before.since })
    }
    before = now
  })
}
