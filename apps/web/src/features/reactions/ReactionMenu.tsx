import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import { react, reactionName } from '@parvis/contract/reactions'
import type { ReactionName } from '@parvis/contract/reactions'
import { SmilePlus } from 'lucide-react'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { whilePresent } from '../live/index.ts'
import type { Arrival } from '../live/index.ts'
import { reactionKinds } from './reaction-kinds.ts'
import styles from './ReactionMenu.module.css'

interface ReactionMenuProps {
  readonly slug: MeetingSlug
  readonly self: ParticipantId
  readonly allowed: boolean
  readonly arrival: Arrival
}

const keys = 'Control+Shift+E Meta+Shift+E'

export function ReactionMenu({ slug, self, allowed, arrival }: ReactionMenuProps) {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const icon = <SmilePlus size={20} />

  async function send(reaction: ReactionName): Promise<void> {
    try {
      await whilePresent(arrival)
      await call(react, { params: { slug, participantId: self }, body: { reaction } })
    } catch (error) {
      announcer.show(t(toMessageKey(error)))
    }
  }

  if (!allowed)
    return (
      <IconButton
        captioned
        label={t('control.reactions')}
        icon={icon}
        aria-keyshortcuts={keys}
        title={t('forbidden.reactions')}
        aria-disabled
        onClick={() => announcer.show(t('forbidden.reactions'))}
      />
    )
  return (
    <Menu
      captioned
      aria-keyshortcuts={keys}
      label={t('control.reactions')}
      icon={icon}
      items={reactionName.options.map((reaction) => ({
        label: t(reactionKinds[reaction].word),
        icon: (
          <span className={styles.emoji} aria-hidden="true">
            {reactionKinds[reaction].emoji}
          </span>
        ),
        onChoose: () => void send(reaction),
      }))}
    />
  )
}
