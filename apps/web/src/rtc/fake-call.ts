import { participantId } from '@parvis/contract/ids'
import type { ParticipantId } from '@parvis/contract/ids'
import { everyRight } from '@parvis/contract/meetings'
import type { SourceRights } from '@parvis/contract/meetings'
import { createStore } from '../platform/store.ts'
import type { Store } from '../platform/store.ts'
import type { Call, CallFailure, CallNotice, CallStatus, Quality } from './call.ts'
import { systemClock } from './clock.ts'
import type { Devices } from './devices.ts'
import { createFakeDevices } from './fake-devices.ts'
import { createPeople } from './people.ts'
import type { People } from './people.ts'
import type { Presence } from './person.ts'

/** A call in a `createFakeMeeting`, for component tests: no SFU, no hardware, and every turn of fate at hand. */
export interface FakeCall extends Call {
  readonly id: ParticipantId
  readonly devices: Devices
  /** Loses the connection until `restore`. The others keep this person's tile. */
  drop(): void
  restore(): void
  fail(failure: CallFailure): void
  /** Speaks at this loudness; 0 is silence. */
  speak(level: number): void
  setQuality(quality: Quality): void
  setAudioBlocked(blocked: boolean): void
  notice(notice: CallNotice): void
  /** What the SFU takes from now on. */
  setRights(rights: SourceRights): void
}

export interface FakeMeeting {
  /** Connected at once. */
  enter(name: string, devices?: Devices): FakeCall
  end(): void
}

interface LevelWatcher {
  readonly id: ParticipantId
  readonly listener: (level: number) => void
}

interface Seat {
  readonly id: ParticipantId
  readonly name: string
  readonly devices: Devices
  readonly people: People
  readonly status: Store<CallStatus>
  readonly sharing: Store<boolean>
  readonly levels: Set<LevelWatcher>
  quality: Quality
}

/** A meeting in memory; its calls see each other and pass the same suite as real ones (`describeCall`). */
export function createFakeMeeting(): FakeMeeting {
  const seats = new Set<Seat>()
  let count = 0

  function show(who: Seat): void {
    for (const seat of seats) if (isConnected(seat) || seat === who) seat.people.set(who.id, toPresence(who))
  }

  function vanish(who: Seat): void {
    seats.delete(who)
    for (const seat of seats) seat.people.set(who.id, 'gone')
  }

  return {
    enter(name, devices = createFakeDevices()) {
      const id = participantId.parse(`p_${String(++count).padStart(24, '0')}`)
      const seat = createSeat({ id, name }, devices)
      for (const other of seats) seat.people.set(other.id, toPresence(other))
      seat.people.settle()
      seats.add(seat)
      show(seat)
      devices.state.subscribe(() => seats.has(seat) && show(seat))
      seat.sharing.subscribe(() => seats.has(seat) && show(seat))
      return createFakeCall(seat, { seats, show, vanish })
    },
    end() {
      for (const seat of seats) over(seat, 'ended')
      seats.clear()
    },
  }
}

interface Surroundings {
  readonly seats: ReadonlySet<Seat>
  readonly show: (seat: Seat) => void
  readonly vanish: (seat: Seat) => void
}

function createFakeCall(seat: Seat, { seats, show, vanish }: Surroundings): FakeCall {
  const { people, status, devices, sharing, id } = seat
  const audioBlocked = createStore(false)
  const rights = createRights(seat)
  const intents = createStore(toIntents(seat))
  for (const store of [devices.state, sharing, status]) store.subscribe(() => intents.set(toIntents(seat)))

  function leave(): Promise<void> {
    if (seats.has(seat)) status.set({ kind: 'left' })
    sharing.set(false)
    vanish(seat)
    return Promise.resolve()
  }

  return {
    id,
    devices,
    status,
    audioBlocked,
    intents,
    rights,
    leave,
    participants: people.participants,
    activeSpeaker: people.activeSpeaker,
    sharers: people.sharers,
    participant: people.participant,
    onNotice: people.onNotice,
    notice: (what) => people.notice(what),
    watchLevel: (of, listener) => addWatcher(seat, { id: of, listener }),
    attachVideo: (of, element) => paint(element, people.participant(of).get().name),
    setMicrophone: (on) => devices.setMicrophone(on),
    setCamera: (on) => devices.setCamera(on),
    shareScreen() {
      sharing.set(true)
      return Promise.resolve(true)
    },
    stopSharing: () => Promise.resolve(sharing.set(false)),
    startAudio: () => Promise.resolve(audioBlocked.set(false)),
    drop: () => status.set({ kind: 'reconnecting', since: systemClock.now() }),
    restore: () => show(catchUp(seat, seats)),
    fail(failure) {
      vanish(seat)
      over(seat, failure)
    },
    speak(level) {
      for (const other of seats) hear(other, id, level)
    },
    setQuality(quality) {
      seat.quality = quality
      show(seat)
    },
    setAudioBlocked: audioBlocked.set,
    setRights: rights.set,
    [Symbol.asyncDispose]: leave,
  }
}

/** What the SFU refuses is not wanted any more. */
function createRights({ devices, sharing }: Seat): Store<SourceRights> {
  const rights = createStore<SourceRights>(everyRight)
  rights.subscribe(() => {
    const { microphone, camera, screen } = rights.get()
    if (!microphone) void devices.setMicrophone(false)
    if (!camera) void devices.setCamera(false)
    if (!screen) sharing.set(false)
  })
  return rights
}

/** What happened while the connection was lost. */
function catchUp(seat: Seat, seats: ReadonlySet<Seat>): Seat {
  const { people, status } = seat
  const before = status.get()
  status.set({ kind: 'connected' })
  for (const other of seats) people.set(other.id, toPresence(other))
  if (before.kind === 'reconnecting') {
    people.notice({ kind: 'reconnected', cutMs: systemClock.now() - before.since })
  }
  return seat
}

function createSeat(self: { id: ParticipantId; name: string }, devices: Devices): Seat {
  return {
    ...self,
    devices,
    people: createPeople(self, systemClock),
    status: createStore<CallStatus>({ kind: 'connected' }),
    sharing: createStore(false),
    levels: new Set(),
    quality: 'good',
  }
}

function addWatcher({ levels }: Seat, watcher: LevelWatcher): () => void {
  levels.add(watcher)
  return () => void levels.delete(watcher)
}

function hear({ people, levels }: Seat, id: ParticipantId, level: number): void {
  people.setSpeakers(level > 0 ? [id] : [])
  for (const watcher of levels) if (watcher.id === id) watcher.listener(level)
}

function over(seat: Seat, failure: CallFailure): void {
  seat.status.set({ kind: 'failed', failure })
  seat.sharing.set(false)
}

function isConnected({ status }: Seat): boolean {
  return status.get().kind === 'connected'
}

function toPresence({ name, quality, devices, sharing }: Seat): Presence {
  const { microphone, camera } = devices.state.get()
  return {
    name,
    quality,
    microphone: microphone.wanted ? 'on' : 'muted',
    camera: camera.wanted ? 'on' : 'muted',
    screen: sharing.get() ? 'on' : 'absent',
  }
}

function toIntents(seat: Seat): ReturnType<Call['intents']['get']> {
  const { microphone, camera } = seat.devices.state.get()
  const toIntent = (wanted: boolean) => ({ wanted, actual: wanted && isConnected(seat) })
  return {
    microphone: toIntent(microphone.wanted),
    camera: toIntent(camera.wanted),
    share: toIntent(seat.sharing.get()),
  }
}

/** A still picture with the name on it, so that a tile has something to show. */
function paint(element: HTMLVideoElement, name: string): () => void {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 360
  const context = canvas.getContext('2d')
  if (context) {
    context.fillStyle = `hsl(${(name.length * 67) % 360} 40% 35%)`
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.fillStyle = 'white'
    context.font = '48px sans-serif'
    context.fillText(name, 40, 190)
  }
  element.srcObject = canvas.captureStream(1)
  return () => {
    element.srcObject = null
  }
}
