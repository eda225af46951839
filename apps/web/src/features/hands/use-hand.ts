import { setHand } from '@parvis/contract/hands'
import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import type { PresentParticipant } from '@parvis/contract/live'
import { useEffect, useEffectEvent, useState } from 'react'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useStore } from '../../platform/store.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import type { Arrival } from '../live/index.ts'

/** One's own hand, as the server has it. */
export interface OwnHand {
  readonly id: ParticipantId
  /** Undefined while it is down. */
  readonly raisedAt: string | undefined
  /** It is raised as soon as the server counts this person in. */
  readonly wanted: boolean
  readonly toggle: () => void
  readonly lower: () => void
}

interface Raising {
  readonly self: ParticipantId
  readonly present: readonly PresentParticipant[]
  readonly arrival: Arrival
}

export function useHand(slug: MeetingSlug, { self: id, present, arrival }: Raising): OwnHand {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const raisedAt = present.find((one) => one.id === id)?.handRaisedAt
  const isIn = useStore(arrival) === 'present'
  const [wanted, setWanted] = useState(false)

  async function set(raised: boolean): Promise<void> {
    try {
      await call(setHand, { params: { slug, participantId: id }, body: { raised } })
    } catch (error) {
      announcer.show(t(toMessageKey(error)))
    }
  }

  const raise = useEffectEvent(() => void set(true).then(() => setWanted(false)))
  const isDue = wanted && isIn

  // The server tells when it counts somebody in.
  useEffect(() => {
    if (isDue) raise()
  }, [isDue])

  return {
    id,
    raisedAt,
    wanted,
    toggle: () => (isIn ? void set(raisedAt === undefined) : setWanted(!wanted)),
    lower: () => void set(false),
  }
}
