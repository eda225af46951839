import type { ChatMessage } from '@parvis/contract/chat'
import { useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Message } from './Message.tsx'
import styles from './ChatPanel.module.css'
import type { Talk } from './talk.ts'
import type { Chat } from './use-chat.ts'

interface MessageListProps {
  readonly chat: Chat
  readonly talk: Talk
  /** Whether this person may take away what others wrote. */
  readonly host: boolean
  /** Whether what is written is read out as it comes. */
  readonly live: boolean
  readonly onOlder: () => void
  readonly onDelete: (message: ChatMessage) => void
}

// What scrolls takes the focus, though nothing in it may be chosen (WCAG 2.1.1, axe: scrollable-region-focusable).
const scrolledByArrows = { tabIndex: 0 }

/** How near to the upper end the past is asked for (px). */
const near = 80

export function MessageList({ chat, talk, host, live, onOlder, onDelete }: MessageListProps) {
  const t = useTranslate()
  const [asked, setAsked] = useState<ChatMessage>()
  const { messages, past, fresh } = talk
  const more = Boolean(past?.older)
  return (
    <>
      <div
        className={styles.log}
        role="log"
        aria-label={t('chat.messages')}
        // What is only read again, or taken away, is no news.
        aria-live={live && fresh ? 'polite' : 'off'}
        {...scrolledByArrows}
        onScroll={({ currentTarget: { scrollHeight, clientHeight, scrollTop } }) => {
          // The list stands on its end: its scrolling counts from there, downwards from zero.
          if (more && scrollHeight - clientHeight + scrollTop < near) onOlder()
        }}
      >
        <div>
          {more && <Button onClick={onOlder}>{t('chat.older')}</Button>}
          {past && messages.length === 0 && <p className={styles.note}>{t('chat.empty')}</p>}
          <ol className={styles.messages}>
            {messages.map((message) => (
              <Message
                key={message.id}
                message={message}
                own={message.place === chat.self}
                onDelete={host || message.place === chat.self ? () => setAsked(message) : undefined}
              />
            ))}
          </ol>
        </div>
      </div>
      {asked && (
        <ConfirmDialog
          title={t('chat.deleteTitle')}
          text={t('chat.deleteText')}
          action={t('chat.deleteAction')}
          onConfirm={() => onDelete(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  )
}
