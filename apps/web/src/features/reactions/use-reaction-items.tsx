import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import { react, reactionName } from '@parvis/contract/reactions'
import type { ReactionName } from '@parvis/contract/reactions'
import { SmilePlus } from 'lucide-react'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import type { MenuItem } from '../../ui/Menu.tsx'
import { whilePresent } from '../live/index.ts'
import type { Arrival } from '../live/index.ts'
import { reactionKinds } from './reaction-kinds.ts'
import styles from './ReactionMenu.module.css'

/** Opens what the reactions are in. */
export const reactionKeys = 'Control+Shift+E Meta+Shift+E'

export interface OwnReactions {
  readonly slug: MeetingSlug
  readonly self: ParticipantId
  readonly allowed: boolean
  readonly arrival: Arrival
}

/** An item of a menu for each reaction; one that says why not, where they are forbidden. */
export function useReactionItems({ slug, self, allowed, arrival }: OwnReactions): readonly MenuItem[] {
  const t = useTranslate()
  const announcer = useAnnouncer()

  async function send(reaction: ReactionName): Promise<void> {
    try {
      await whilePresent(arrival)
      await call(react, { params: { slug, participantId: self }, body: { reaction } })
    } catch (error) {
      announcer.show(t(toMessageKey(error)))
    }
  }

  if (!allowed)
    return [
      {
        label: t('control.reactions'),
        icon: <SmilePlus size={20} aria-hidden="true" />,
        onChoose: () => announcer.show(t('forbidden.reactions')),
      },
    ]
  return reactionName.options.map((reaction) => ({
    label: t(reactionKinds[reaction].word),
    icon: (
      <span className={styles.emoji} aria-hidden="true">
        {reactionKinds[reaction].emoji}
      </span>
    ),
    onChoose: () => void send(reaction),
  }))
}
