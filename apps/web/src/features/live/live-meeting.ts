import type { LiveEvent, MeetingState, PresentParticipant, WaitingParticipant } from '@parvis/contract/live'
import type { ParticipantId } from '@parvis/contract/ids'
import { everyRight } from '@parvis/contract/meetings'
import type { MeetingRights } from '@parvis/contract/meetings'
import { useEffect, useEffectEvent, useState } from 'react'
import { watchLive } from '../../platform/live.ts'
import { createStore, useStore } from '../../platform/store.ts'
import { applyTalk, silence } from '../../platform/waiting-talk.ts'
import type { WaitingTalk } from '../../platform/waiting-talk.ts'

/** The meeting as the server tells it to one place. It goes on being told while the SFU is down. */
export interface LiveMeeting {
  /** Undefined before the first word of the server. */
  readonly meeting: MeetingState | undefined
  readonly present: readonly PresentParticipant[]
  /** Who waits for an answer; null for those who cannot give one. */
  readonly waiting: readonly WaitingParticipant[] | null
  readonly ownRights: MeetingRights
  /** Whom a host shows large to everybody. */
  readonly spotlight: ParticipantId | null
  /** What is said between those who wait and the hosts; told to hosts alone. */
  readonly talk: WaitingTalk
}

export const unknownMeeting: LiveMeeting = {
  meeting: undefined,
  present: [],
  waiting: null,
  ownRights: everyRight,
  spotlight: null,
  talk: silence,
}

export function applyLive(before: LiveMeeting, event: LiveEvent): LiveMeeting {
  switch (event.kind) {
    case 'snapshot':
      return {
        meeting: event.meeting,
        present: event.participants,
        waiting: event.waiting,
        ownRights: event.ownRights,
        spotlight: event.spotlight,
        talk: silence,
      }
    case 'meeting-changed':
      return { ...before, meeting: event.meeting }
    case 'participant-joined':
      return { ...before, present: [...without(before.present, [event.participant.id]), event.participant] }
    case 'participant-left':
      return {
        ...before,
        present: without(before.present, [event.participantId]),
        spotlight: before.spotlight === event.participantId ? null : before.spotlight,
      }
    case 'spotlight':
      return { ...before, spotlight: event.participantId }
    case 'host-changed':
      return change(before, event.participantId, { host: event.host })
    case 'participant-renamed':
      return change(before, event.participantId, { name: event.name })
    case 'hand-raised':
      return change(before, event.participantId, { handRaisedAt: event.raisedAt })
    case 'hands-lowered':
      return { ...before, present: before.present.map((one) => withoutHand(one, event.participantIds)) }
    case 'participant-rights':
      return change(before, event.participantId, { rights: event.rights })
    case 'rights-changed':
      return { ...before, ownRights: event.rights }
    case 'waiting-changed': {
      const ended = [...event.gone, ...event.came.map(({ id }) => id)]
      return { ...before, waiting: [...without(before.waiting ?? [], ended), ...event.came] }
    }
    case 'waiting-room':
    case 'waiting-text':
      return { ...before, talk: applyTalk(before.talk, event) }
    case 'waiting':
    case 'admitted':
    case 'refused':
    case 'muted':
    case 'passcode-missed':
    case 'reaction':
    case 'chat-message':
    case 'chat-message-deleted':
    case 'removed':
    case 'replaced':
    case 'occurrence-ended':
      return before
  }
}

function without<Person extends { readonly id: ParticipantId }>(
  people: readonly Person[],
  ids: readonly ParticipantId[],
): readonly Person[] {
  const gone = new Set(ids)
  return people.filter(({ id }) => !gone.has(id))
}

function withoutHand(one: PresentParticipant, ids: readonly ParticipantId[]): PresentParticipant {
  const { handRaisedAt: _, ...rest } = one
  return ids.includes(one.id) ? rest : one
}

function change(
  before: LiveMeeting,
  id: ParticipantId,
  to: Partial<Pick<PresentParticipant, 'host' | 'name' | 'rights' | 'handRaisedAt'>>,
): LiveMeeting {
  return { ...before, present: before.present.map((one) => (one.id === id ? { ...one, ...to } : one)) }
}

/** Follows the live stream at this path as long as the component is shown; `onEvent` hears each event before it is applied. */
export function useLiveMeeting(
  path: string,
  onEvent: (event: LiveEvent, before: LiveMeeting) => void,
): LiveMeeting {
  const [store] = useState(() => createStore(unknownMeeting))
  const hear = useEffectEvent((event: LiveEvent) => {
    const before = store.get()
    store.set(applyLive(before, event))
    onEvent(event, before)
  })

  // The stream is a connection to the server.
  useEffect(() => watchLive({ path, onEvent: (event) => hear(event) }), [path])

  return useStore(store)
}
