import { Ellipsis, Keyboard, MonitorUp, OctagonX, Settings2, Users } from 'lucide-react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/Menu.tsx'
import { reactionKeys, useReactionItems } from '../reactions/index.ts'
import { canShare } from './commands.ts'
import type { Controlled } from './ControlBar.tsx'

const icon = { size: 20, 'aria-hidden': true } as const

/** Everything that a narrow bar has no room for. */
export function MoreMenu(controlled: Controlled) {
  const t = useTranslate()
  const { allowed } = controlled.reactions
  const reactions = useReactionItems(controlled.reactions).map((item) => ({ ...item, small: allowed }))
  const inCall = useCallItems(controlled)
  const around = useItemsAround(controlled)
  return (
    <Menu
      captioned
      aria-keyshortcuts={reactionKeys}
      label={t('control.more')}
      icon={<Ellipsis size={20} />}
      items={[...reactions, ...inCall, ...around]}
    />
  )
}

function useCallItems({ call, commands, panel }: Controlled): readonly MenuItem[] {
  const t = useTranslate()
  const count = useStore(call.participants, ({ length }) => length)
  const sharing = useStore(call.intents, ({ share }) => share.wanted)
  const people: MenuItem = {
    label: t('control.peopleCount', { count }),
    icon: <Users {...icon} />,
    onChoose: () => panel.toggle('people'),
  }
  const share: MenuItem = {
    label: t(sharing ? 'share.stop' : 'control.share'),
    icon: <MonitorUp {...icon} />,
    onChoose: () => commands.toggle('share'),
  }
  return canShare() ? [people, share] : [people]
}

function useItemsAround({ onDialog, mayEnd }: Controlled): readonly MenuItem[] {
  const t = useTranslate()
  const items: readonly MenuItem[] = [
    { label: t('device.title'), icon: <Settings2 {...icon} />, onChoose: () => onDialog('devices') },
    { label: t('shortcut.title'), icon: <Keyboard {...icon} />, onChoose: () => onDialog('shortcuts') },
  ]
  if (!mayEnd) return items
  return [
    ...items,
    {
      label: t('control.endForAll'),
      icon: <OctagonX {...icon} />,
      danger: true,
      onChoose: () => onDialog('end'),
    },
  ]
}
