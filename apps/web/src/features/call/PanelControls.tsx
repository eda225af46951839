import { MessageSquareText, Users } from 'lucide-react'
import { useId } from 'react'
import type { ReactNode } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { Call } from '../../rtc/call.ts'
import { HiddenText } from '../../ui/HiddenText.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { countUnread } from '../chat/index.ts'
import type { Chat } from '../chat/index.ts'
import styles from './ControlBar.module.css'
import type { OpenPanel } from './use-panel.ts'

export function PeopleControl({ call, panel }: { readonly call: Call; readonly panel: OpenPanel }) {
  const t = useTranslate()
  const count = useStore(call.participants, ({ length }) => length)
  return (
    <PanelControl
      label={t('control.people')}
      icon={<Users size={20} />}
      keys="Control+Shift+P Alt+P"
      count={count}
      countWords={t('people.count', { count })}
      open={panel.open === 'people'}
      onClick={() => panel.toggle('people')}
    />
  )
}

export function ChatControl({ chat, panel }: { readonly chat: Chat; readonly panel: OpenPanel }) {
  const t = useTranslate()
  const open = panel.open === 'chat'
  const unread = useStore(chat.talk, (talk) => countUnread(talk, chat.self))
  const count = open ? 0 : unread
  return (
    <PanelControl
      label={t('control.chat')}
      icon={<MessageSquareText size={20} />}
      keys="Control+Shift+M Meta+Shift+M"
      count={count}
      countWords={t('chat.unread', { count })}
      open={open}
      onClick={() => panel.toggle('chat')}
    />
  )
}

interface PanelControlProps {
  readonly label: string
  readonly icon: ReactNode
  readonly keys: string
  /** Shown beside the icon; nothing for 0. */
  readonly count: number
  readonly countWords: string
  readonly open: boolean
  readonly onClick: () => void
}

function PanelControl({ label, icon, keys, count, countWords, open, onClick }: PanelControlProps) {
  const id = useId()
  return (
    <div className={styles.counted}>
      <IconButton
        captioned
        label={label}
        icon={icon}
        pressed={open}
        aria-describedby={count > 0 ? id : undefined}
        aria-keyshortcuts={keys}
        onClick={onClick}
      />
      {count > 0 && (
        <>
          <span className={styles.count} aria-hidden="true">
            {count > 99 ? '99+' : count}
          </span>
          <HiddenText id={id}>{countWords}</HiddenText>
        </>
      )}
    </div>
  )
}
