import type { ParticipantId } from '@parvis/contract/ids'
import type { LiveEvent } from '@parvis/contract/live'
import { rightNames } from '@parvis/contract/meetings'
import type { MeetingRights } from '@parvis/contract/meetings'
import type { Translate } from '../../platform/i18n/catalog.ts'
import { nameOf } from '../../platform/name-of.ts'
import type { LiveMeeting } from './live-meeting.ts'

interface Hearer {
  /** The place that hears the event. */
  readonly self: ParticipantId
  /** The meeting before the event. */
  readonly before: LiveMeeting
}

const muted = {
  microphone: 'live.mutedMicrophone',
  camera: 'live.mutedCamera',
  screen: 'live.mutedScreen',
} as const

const allowed = {
  microphone: 'live.allowMicrophone',
  camera: 'live.allowCamera',
  screen: 'live.allowScreen',
  screenAudio: 'live.allowScreenAudio',
  chat: 'live.allowChat',
  reactions: 'live.allowReactions',
} as const

const forbidden = {
  microphone: 'live.forbidMicrophone',
  camera: 'live.forbidCamera',
  screen: 'live.forbidScreen',
  screenAudio: 'live.forbidScreenAudio',
  chat: 'live.forbidChat',
  reactions: 'live.forbidReactions',
} as const

/** What a host did, in words for the person who hears of it: who, and what can be done now. */
export function toLiveWords(event: LiveEvent, { self, before }: Hearer, t: Translate): readonly string[] {
  switch (event.kind) {
    case 'muted':
      return [t(muted[event.source], { name: nameOf(event.by, t) })]
    case 'passcode-missed':
      return [t('live.passcodeMissed', { count: event.count })]
    case 'rights-changed':
      return tellRights(before.ownRights, event.rights, {
        t,
        name: event.by ? nameOf(event.by, t) : t('live.aHost'),
      })
    case 'host-changed': {
      if (event.participantId !== self) return []
      if (event.host && !event.by) return [t('live.standIn')]
      const name = event.by ? nameOf(event.by, t) : t('live.aHost')
      return [t(event.host ? 'live.madeHost' : 'live.unmadeHost', { name })]
    }
    case 'participant-joined': {
      const { id, name, administrator } = event.participant
      return administrator && id !== self ? [t('live.administrator', { name })] : []
    }
    case 'participant-renamed':
      return tellName(event, { self, before }, t)
    case 'chat-message-deleted':
      return event.by && event.place === self ? [t('chat.deletedByHost', { name: nameOf(event.by, t) })] : []
    case 'spotlight':
      return tellSpotlight(event, { self, before }, t)
    case 'meeting-changed': {
      const { locked } = event.meeting
      if (before.meeting === undefined || before.meeting.locked === locked) return []
      return [t(locked ? 'live.locked' : 'live.unlocked')]
    }
    default:
      return []
  }
}

function tellName(
  { participantId: id, name, by }: Extract<LiveEvent, { kind: 'participant-renamed' }>,
  { self, before: { present } }: Hearer,
  t: Translate,
): readonly string[] {
  if (id === self)
    return [by ? t('live.renamed', { name: nameOf(by, t), now: name }) : t('live.renamedSelf', { name })]
  const known = present.find((one) => one.id === id)
  return known ? [t('live.renamedOther', { name: known.name, now: name })] : []
}

function tellSpotlight(
  { participantId: now, by }: Extract<LiveEvent, { kind: 'spotlight' }>,
  { self, before: { present, spotlight } }: Hearer,
  t: Translate,
): readonly string[] {
  const name = nameOf(by, t)
  if (now === self) return [t('live.spotlit', { name })]
  if (spotlight === self) return [t('live.unspotlit', { name })]
  const shown = present.find(({ id }) => id === now)
  return shown ? [t('live.spotlitOther', { name, shown: shown.name })] : []
}

function tellRights(
  before: MeetingRights,
  after: MeetingRights,
  { t, name }: { readonly t: Translate; readonly name: string },
): readonly string[] {
  // A screen takes its sound along.
  const withScreen = before.screen !== after.screen
  return rightNames
    .filter((right) => before[right] !== after[right] && !(right === 'screenAudio' && withScreen))
    .map((right) => t((after[right] ? allowed : forbidden)[right], { name }))
}
