import { participantId } from '@parvis/contract/ids'
import type { ParticipantId } from '@parvis/contract/ids'
import { DisconnectReason } from 'livekit-client'
import type { Participant, RemoteParticipant, Room } from 'livekit-client'
import type { Undo } from '../platform/store.ts'
import type { Clock } from './call.ts'
import { createPeople } from './people.ts'
import type { People } from './people.ts'
import type { Presence, Self } from './person.ts'
import { toPresence, toQuality } from './presence.ts'
import { createReturning } from './returning.ts'
import { all, listen } from './room-events.ts'

/**
 * A track that goes may be the first sign of a place that ends because its owner has just come back: this long it
 * looks as before.
 */
const unpublishedMs = 500

/** What oneself looks like, which the Room does not decide. */
export type ReadSelf = () => Pick<Presence, 'microphone' | 'camera' | 'screen'>

export interface Roster {
  readonly people: People
  /** Reads oneself again. */
  readonly touchSelf: () => void
  readonly follow: (room: Room) => Undo
}

/** Keeps `people` equal to who is in the Room, over as many Rooms as a call has. */
export function createRoster(self: Self, readSelf: ReadSelf, clock: Clock): Roster {
  const people = createPeople(self, clock)
  const touched = createBatch<ParticipantId>(look)
  const returning = createReturning(clock, touched.add)
  const sids = new Map<ParticipantId, string>()
  let room: Room | undefined

  function look(id: ParticipantId): void {
    const remote = room?.remoteParticipants.get(id)
    // NOTE a new connection of somebody has another sid; LiveKit says nothing else about it, and tracks come later
    if (remote && sids.has(id) && sids.get(id) !== remote.sid) returning.expect(id)
    if (remote) sids.set(id, remote.sid)
    if (id === self.id) people.set(id, { ...toOwn(room, people.participant(id).get()), ...readSelf() })
    else if (remote) people.set(id, toPresence(remote, { returning: returning.has(id) }))
    else people.set(id, returning.has(id) ? 'returning' : 'gone')
  }

  function lookAtAll(): void {
    for (const id of people.participants.get()) touched.add(id)
    for (const id of arrivalsOf(room)) touched.add(id)
  }

  /** The Room is gone, not the people: they keep their tiles until some time after the next Room is there. */
  function holdAll(): void {
    room = undefined
    returning.hold(people.participants.get().filter((id) => id !== self.id))
  }

  function follow(next: Room): Undo {
    room = next
    const touch = (_: unknown, owner: Participant): void => toIds([owner]).forEach(touched.add)
    const handleUnpublished = (_: unknown, owner: Participant): void => {
      for (const id of toIds([owner])) if (!returning.has(id)) returning.expect(id, unpublishedMs)
      touch(undefined, owner)
    }
    return all(
      holdAll,
      listen(next, {
        signalConnected: lookAtAll,
        connected() {
          returning.expectAll()
          people.settle()
          lookAtAll()
        },
        reconnected: lookAtAll,
        participantConnected: (participant) => touch(undefined, participant),
        participantDisconnected(participant: RemoteParticipant, reason) {
          // NOTE the SFU ends the place of somebody whose new connection has just come
          const isBack = reason === DisconnectReason.DUPLICATE_IDENTITY
          for (const id of toIds([participant])) {
            if (isBack) returning.expect(id)
            else returning.giveUp(id)
          }
        },
        participantNameChanged: touch,
        trackPublished: touch,
        trackUnpublished: handleUnpublished,
        trackMuted: touch,
        trackUnmuted: touch,
        connectionQualityChanged: touch,
        activeSpeakersChanged: (speakers) => people.setSpeakers(toIds(speakers)),
      }),
    )
  }

  return { people, follow, touchSelf: () => touched.add(self.id) }
}

/** NOTE between two Rooms, and before the SFU has told it, one's own name is not in the Room. */
function toOwn(room: Room | undefined, { name }: Pick<Self, 'name'>): Pick<Presence, 'name' | 'quality'> {
  const local = room?.localParticipant
  return { name: local?.name || name, quality: toQuality(local) }
}

/** Everybody in the Room, in the order of arrival. */
function arrivalsOf(room: Room | undefined): ParticipantId[] {
  const others = [...(room?.remoteParticipants.values() ?? [])]
  others.sort((one, other) => joinedAtMs(one) - joinedAtMs(other))
  return toIds(others)
}

/** NOTE the public `joinedAt` is cut to seconds, in which several people arrive when a meeting begins. */
function joinedAtMs(participant: Participant): number {
  return Number(participant['participantInfo']?.joinedAtMs ?? 0)
}

/** Identities that our server made; the SFU's own helpers (recorders, agents) have others and get no tile. */
function toIds(participants: readonly Participant[]): ParticipantId[] {
  return participants.flatMap(({ identity }) => participantId.safeParse(identity).data ?? [])
}

/** NOTE gathered for one microtask: LiveKit tells that tracks went before it tells that their owner did, and why. */
function createBatch<Item>(handle: (item: Item) => void): { readonly add: (item: Item) => void } {
  const items = new Set<Item>()
  return {
    add(item) {
      if (items.size === 0) {
        queueMicrotask(() => {
          const now = [...items]
          items.clear()
          now.forEach(handle)
        })
      }
      items.add(item)
    },
  }
}
