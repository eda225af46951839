import type { ParticipantId } from '@parvis/contract/ids'
import type { CallNotice, CallParticipant, Quality, Switch } from './call.ts'

/** `absent`: nothing is published. `as-before`: not known yet. */
export type Media = 'on' | 'muted' | 'absent' | 'as-before'

/** Somebody as the Room has them now. */
export interface Presence {
  readonly name: string
  readonly microphone: Media
  readonly camera: Media
  readonly screen: Media
  readonly quality: Quality
}

/** `returning`: not in the Room, but expected back, hence shown with a lost connection. */
export type Sighting = Presence | 'returning' | 'gone'

/** Oneself, as the admission has it. */
export interface Self {
  readonly id: ParticipantId
  readonly name: string
}

export function createParticipant(id: ParticipantId, self: Self, joinedAt: number): CallParticipant {
  const local = id === self.id
  return {
    id,
    name: local ? self.name : '',
    local,
    microphone: 'off',
    camera: 'off',
    sharing: false,
    speaking: false,
    quality: 'unknown',
    joinedAt,
  }
}

/** The next state of somebody; the same object when nothing changes. */
export function toParticipant(before: CallParticipant, sighting: Sighting): CallParticipant {
  const after = apply(before, sighting)
  const keys = Object.keys(before) as (keyof CallParticipant)[]
  return keys.every((key) => before[key] === after[key]) ? before : after
}

function apply(before: CallParticipant, sighting: Sighting): CallParticipant {
  if (sighting === 'returning') return { ...before, speaking: false, quality: 'lost' }
  if (sighting === 'gone') return { ...before, sharing: false, speaking: false, quality: 'lost' }
  return {
    ...before,
    name: sighting.name,
    microphone: toSwitch(before.microphone, sighting.microphone),
    camera: toSwitch(before.camera, sighting.camera),
    sharing: toSwitch(before.sharing ? 'on' : 'off', sighting.screen) === 'on',
    quality: sighting.quality,
  }
}

function toSwitch(before: Switch, media: Media): Switch {
  if (media === 'as-before') return before
  return media === 'on' ? 'on' : 'off'
}

export interface PersonChange {
  readonly before: CallParticipant
  readonly after: CallParticipant
  readonly wasPresent: boolean
  readonly isPresent: boolean
  /** A microphone was published before and after: publishing the first one is no unmuting. */
  readonly keptMicrophone: boolean
}

/** What is worth saying about a change, each once. */
export function noticesOf({
  before,
  after,
  wasPresent,
  isPresent,
  keptMicrophone,
}: PersonChange): CallNotice[] {
  const who = { participantId: after.id, name: after.name }
  const notices: CallNotice[] = []
  if (isPresent && !wasPresent) notices.push({ kind: 'joined', ...who })
  else if (isPresent && keptMicrophone && before.microphone !== after.microphone) {
    notices.push({ kind: after.microphone === 'on' ? 'unmuted' : 'muted', ...who })
  }
  if (before.sharing !== after.sharing) {
    notices.push({ kind: after.sharing ? 'share-started' : 'share-stopped', ...who })
  }
  if (wasPresent && !isPresent) notices.push({ kind: 'left', ...who })
  return notices
}
