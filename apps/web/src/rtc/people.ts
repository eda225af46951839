import type { ParticipantId } from '@parvis/contract/ids'
import { createStore } from '../platform/store.ts'
import type { ReadableStore, Store, Undo } from '../platform/store.ts'
import type { CallNotice, CallParticipant, Clock } from './call.ts'
import { createParticipant, noticesOf, toParticipant } from './person.ts'
import type { Self, Sighting } from './person.ts'

/** One store for each person, the order, who speaks, who shares, and the notices that follow from changes. No LiveKit. */
export interface People {
  readonly participants: ReadableStore<readonly ParticipantId[]>
  readonly activeSpeaker: ReadableStore<ParticipantId | undefined>
  readonly sharers: ReadableStore<readonly ParticipantId[]>
  readonly participant: (id: ParticipantId) => ReadableStore<CallParticipant>
  readonly onNotice: (listener: (notice: CallNotice) => void) => Undo
  notice(notice: CallNotice): void
  set(id: ParticipantId, sighting: Sighting): void
  /** Who speaks now, the loudest first. */
  setSpeakers(ids: readonly ParticipantId[]): void
  /** From now on, somebody new has joined rather than been there all along. */
  settle(): void
}

interface Person {
  readonly store: Store<CallParticipant>
  hasMicrophone: boolean
}

export function createPeople(self: Self, clock: Clock): People {
  const participants = createStore<readonly ParticipantId[]>([self.id])
  const sharers = createStore<readonly ParticipantId[]>([])
  const activeSpeaker = createStore<ParticipantId | undefined>(undefined)
  const persons = new Map<ParticipantId, Person>()
  const listeners = new Set<(notice: CallNotice) => void>()
  let settled = false

  function find(id: ParticipantId): Person {
    const known = persons.get(id)
    if (known) return known
    const person = { store: createStore(createParticipant(id, self, clock.now())), hasMicrophone: false }
    persons.set(id, person)
    return person
  }

  function notice(what: CallNotice): void {
    if (what.kind === 'joined' && !settled) return
    for (const listener of listeners) listener(what)
  }

  function set(id: ParticipantId, sighting: Sighting): void {
    const person = find(id)
    const before = person.store.get()
    const wasPresent = participants.get().includes(id)
    const isPresent = sighting !== 'gone'
    if (!wasPresent && !isPresent) return
    const after = toParticipant(before, sighting)
    const hadMicrophone = person.hasMicrophone
    person.hasMicrophone = hasMicrophone(sighting) ?? hadMicrophone
    person.store.set(wasPresent ? after : { ...after, joinedAt: clock.now() })
    sharers.set((ids) => withMember(ids, id, after.sharing))
    participants.set((ids) => withMember(ids, id, isPresent))
    const keptMicrophone = hadMicrophone && person.hasMicrophone
    for (const what of noticesOf({ before, after, wasPresent, isPresent, keptMicrophone })) notice(what)
  }

  return {
    participants,
    sharers,
    activeSpeaker,
    participant: (id) => find(id).store,
    onNotice(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    notice,
    set,
    setSpeakers(ids) {
      for (const id of participants.get())
        find(id).store.set((before) => withSpeaking(before, ids.includes(id)))
      const loudest = ids.find((id) => participants.get().includes(id))
      if (loudest) activeSpeaker.set(loudest)
    },
    settle() {
      settled = true
    },
  }
}

/** Undefined: this sighting does not tell. */
function hasMicrophone(sighting: Sighting): boolean | undefined {
  if (typeof sighting === 'string' || sighting.microphone === 'as-before') return undefined
  return sighting.microphone !== 'absent'
}

function withSpeaking(before: CallParticipant, speaking: boolean): CallParticipant {
  return before.speaking === speaking ? before : { ...before, speaking }
}

/** The same array when nothing changes, so that nobody renders again. */
function withMember(
  ids: readonly ParticipantId[],
  id: ParticipantId,
  member: boolean,
): readonly ParticipantId[] {
  if (ids.includes(id) === member) return ids
  return member ? [...ids, id] : ids.filter((other) => other !== id)
}
