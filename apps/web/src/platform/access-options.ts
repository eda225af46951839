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
