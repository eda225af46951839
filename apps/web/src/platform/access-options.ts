import { meetingAccess } from '@parvis/contract/meetings'
import type { MeetingAccess } from '@parvis/contract/meetings'
import type { Translate } from './i18n/catalog.ts'

const labels = {
  public: 'meeting.access.public',
  trusted: 'meeting.access.trusted',
  restricted: 'meeting.access.restricted',
} as const

/** The access levels, the most open first, as a choice shows them. */
export function accessOptions(t: Translate): readonly { value: MeetingAccess; label: string }[] {
  return meetingAccess.options.map((value) => ({ value, label: t(labels[value]) }))
}

/** The same for a list of one line, which holds no sentence on a phone: what the chosen level means stands beside it. */
export function accessChoice(
  access: MeetingAccess,
  t: Translate,
): { readonly options: readonly { value: MeetingAccess; label: string }[]; readonly hint: string } {
  return {
    options: meetingAccess.options.map((value) => ({ value, label: t(`meeting.accessName.${value}`) })),
    hint: t(`meeting.accessText.${access}`),
  }
}
