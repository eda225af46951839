import { SmilePlus } from 'lucide-react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { reactionKeys, useReactionItems } from './use-reaction-items.tsx'
import type { OwnReactions } from './use-reaction-items.tsx'

export function ReactionMenu(own: OwnReactions) {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const items = useReactionItems(own)
  const icon = <SmilePlus size={20} />
  if (!own.allowed)
    return (
      <IconButton
        captioned
        label={t('control.reactions')}
        icon={icon}
        aria-keyshortcuts={reactionKeys}
        title={t('forbidden.reactions')}
        aria-disabled
        onClick={() => announcer.show(t('forbidden.reactions'))}
      />
    )
  return (
    <Menu
      captioned
      aria-keyshortcuts={reactionKeys}
      label={t('control.reactions')}
      icon={icon}
      items={items}
    />
  )
}
