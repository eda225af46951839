import type { MeetingSlug } from '@parvis/contract/ids'
import type { MeetingState, PresentParticipant } from '@parvis/contract/live'
import { muteParticipants } from '@parvis/contract/moderation'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { mayMuteOthers } from './may-mute-others.ts'

/** Switches off the microphone of another. */
export type Mute = (somebody: Pick<PresentParticipant, 'id'>) => void

interface Asking {
  readonly meeting: MeetingState | undefined
  /** Who wants to, as the server counts them in. */
  readonly self: PresentParticipant | undefined
}

/** What a meeting lets those do who are not its hosts; undefined for who may not. */
export function useMute(slug: MeetingSlug, { meeting, self }: Asking): Mute | undefined {
  const t = useTranslate()
  const announcer = useAnnouncer()

  async function mute({ id }: Pick<PresentParticipant, 'id'>): Promise<void> {
    try {
      const body = { source: 'microphone' as const, participantIds: [id] }
      await call(muteParticipants, { params: { slug }, body })
      announcer.say(t('host.done'))
    } catch (error) {
      announcer.show(t(toMessageKey(error)))
    }
  }

  return meeting && self && mayMuteOthers(meeting.muting, self)
    ? (somebody) => void mute(somebody)
    : undefined
}
