import type { PresentParticipant } from '@parvis/contract/live'
import type { MeetingRights } from '@parvis/contract/meetings'
import type { MediaSource } from '@parvis/contract/moderation'
import type { MessageKey } from '../../platform/i18n/catalog.ts'
import type { CallParticipant } from '../../rtc/call.ts'

export interface Choice {
  readonly label: MessageKey
  readonly act:
    | { readonly kind: 'mute'; readonly source: MediaSource }
    | { readonly kind: 'rights'; readonly change: Partial<MeetingRights> & { readonly host?: boolean } }
    | { readonly kind: 'remove' | 'ban' }
}

const sources = ['microphone', 'camera', 'screen'] as const

const allow = {
  microphone: 'host.allowMicrophone',
  camera: 'host.allowCamera',
  screen: 'host.allowScreen',
} as const

const forbid = {
  microphone: 'host.forbidMicrophone',
  camera: 'host.forbidCamera',
  screen: 'host.forbidScreen',
} as const

/** What a host may choose for somebody: only what would change something. Nobody is ever switched on from elsewhere. */
export function choicesOf(
  person: PresentParticipant,
  media: Pick<CallParticipant, 'microphone' | 'camera' | 'sharing'> | undefined,
  meetingRights: MeetingRights,
): readonly Choice[] {
  const choices: Choice[] = []
  if (media?.microphone === 'on')
    choices.push({ label: 'host.mute', act: { kind: 'mute', source: 'microphone' } })
  if (media?.camera === 'on')
    choices.push({ label: 'host.stopCamera', act: { kind: 'mute', source: 'camera' } })
  if (media?.sharing) choices.push({ label: 'host.stopShare', act: { kind: 'mute', source: 'screen' } })
  // Rules for participants do not hold hosts.
  if (!person.host) choices.push(...rightsOf(person.rights ?? meetingRights))
  choices.push(
    {
      label: person.host ? 'host.unmake' : 'host.make',
      act: { kind: 'rights', change: { host: !person.host } },
    },
    { label: 'host.remove', act: { kind: 'remove' } },
    { label: 'host.ban', act: { kind: 'ban' } },
  )
  return choices
}

function rightsOf(rights: MeetingRights): readonly Choice[] {
  return sources.map((source) => ({
    label: (rights[source] ? forbid : allow)[source],
    act: { kind: 'rights', change: { [source]: !rights[source] } },
  }))
}
