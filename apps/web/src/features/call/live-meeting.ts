import type { LiveEvent, PresentParticipant } from '@parvis/contract/live'
import { useEffect, useState } from 'react'
import { watchLive } from '../../platform/live.ts'

/** The meeting as the server tells it. It goes on being told while the SFU is down. */
export interface LiveMeeting {
  readonly name: string | null
  readonly present: readonly PresentParticipant[]
  readonly ended: boolean
}

export const unknownMeeting: LiveMeeting = { name: null, present: [], ended: false }

export function applyLive(meeting: LiveMeeting, event: LiveEvent): LiveMeeting {
  switch (event.kind) {
    case 'snapshot':
      return { ...meeting, name: event.meeting.name, present: event.participants }
    case 'participant-joined':
      return { ...meeting, present: [...without(meeting, event.participant.id), event.participant] }
    case 'participant-left':
      return { ...meeting, present: without(meeting, event.participantId) }
    case 'occurrence-ended':
      return { ...meeting, ended: true }
  }
}

function without({ present }: LiveMeeting, id: PresentParticipant['id']): readonly PresentParticipant[] {
  return present.filter((participant) => participant.id !== id)
}

/** Follows the live stream at this path as long as the component is shown. */
export function useLiveMeeting(path: string): LiveMeeting {
  const [meeting, setMeeting] = useState(unknownMeeting)

  // The stream is a connection to the server.
  useEffect(
    () => watchLive({ path, onEvent: (event) => setMeeting((before) => applyLive(before, event)) }),
    [path],
  )

  return meeting
}
