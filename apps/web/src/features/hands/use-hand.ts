import { setHand } from '@parvis/contract/hands'
import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import type { PresentParticipant } from '@parvis/contract/live'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'

/** One's own hand, as the server has it. */
export interface OwnHand {
  readonly id: ParticipantId
  /** Undefined while it is down. */
  readonly raisedAt: string | undefined
  readonly toggle: () => void
  readonly lower: () => void
}

interface Raising {
  readonly self: ParticipantId
  readonly present: readonly PresentParticipant[]
}

export function useHand(slug: MeetingSlug, { self: id, present }: Raising): OwnHand {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const raisedAt = present.find((one) => one.id === id)?.handRaisedAt

  async function set(raised: boolean): Promise<void> {
    try {
      await call(setHand, { params: { slug, participantId: id }, body: { raised } })
    } catch (error) {
      announcer.show(t(toMessageKey(error)))
    }
  }

  return {
    id,
    raisedAt,
    toggle: () => void set(raisedAt === undefined),
    lower: () => void set(false),
  }
}
