import type { ChatMessage } from '@parvis/contract/chat'
import { Trash2 } from 'lucide-react'
import { formatTime } from '../../platform/i18n/format.ts'
import { useLanguage, useTranslate } from '../../platform/i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './Message.module.css'
import { MessageText } from './MessageText.tsx'

interface MessageProps {
  readonly message: ChatMessage
  readonly own: boolean
  /** For whoever may take it away. */
  readonly onDelete: (() => void) | undefined
}

export function Message({ message, own, onDelete }: MessageProps) {
  const t = useTranslate()
  const language = useLanguage()
  const { name, host, account, at, text } = message
  return (
    <li className={styles.message} data-own={own}>
      <div className={styles.head}>
        <span className={styles.who}>
          <bdi className={styles.name}>{own ? t('tile.you', { name }) : name}</bdi>
          {host && <Badge strong>{t('badge.host')}</Badge>}
          {!account && <Badge>{t('badge.guest')}</Badge>}
        </span>
        <time className={styles.time} dateTime={at}>
          {formatTime(at, language)}
        </time>
        {onDelete && (
          <IconButton label={t('chat.delete', { name })} icon={<Trash2 size={16} />} onClick={onDelete} />
        )}
      </div>
      <MessageText text={text} />
    </li>
  )
}
