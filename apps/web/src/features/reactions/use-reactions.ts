import type { ParticipantId } from '@parvis/contract/ids'
import type { LiveEvent } from '@parvis/contract/live'
import { useEffect, useMemo } from 'react'
import { createGatherer } from '../../platform/gather.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { ReadableStore } from '../../platform/store.ts'
import { systemClock } from '../../rtc/clock.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import type { LiveMeeting } from '../live/index.ts'
import { announceReactions } from './announce-reactions.ts'
import { createReactions } from './create-reactions.ts'
import type { ShownReaction } from './create-reactions.ts'
import { reactionKinds } from './reaction-kinds.ts'

export interface HeardReactions {
  readonly shown: ReadableStore<readonly ShownReaction[]>
  readonly hear: (event: LiveEvent, before: LiveMeeting) => void
}

/** Shows what the live stream tells of reactions; says one's own, and those of others to who wants to hear them. */
export function useReactions(self: ParticipantId): HeardReactions {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const reactions = useMemo(() => createReactions(systemClock), [])
  const words = useMemo(
    () =>
      createGatherer<string>(([first, ...others]) =>
        announcer.say(others.length === 0 ? first : t('reaction.many', { count: others.length + 1 })),
      ),
    [announcer, t],
  )

  // Timers are the browser's: nothing is shown or said after the call.
  useEffect(() => {
    return () => {
      reactions.stop()
      words.stop()
    }
  }, [reactions, words])

  return {
    shown: reactions.shown,
    hear(event, { present }) {
      if (event.kind !== 'reaction') return
      const { participantId: id, reaction } = event
      reactions.hear(id, reaction)
      const word = t(reactionKinds[reaction].word)
      if (id === self) return announcer.say(t('reaction.own', { reaction: word }))
      const name = present.find((one) => one.id === id)?.name
      if (name !== undefined && announceReactions.read())
        words.hear([t('reaction.of', { name, reaction: word })])
    },
  }
}
