import type { ChatMessage } from '@parvis/contract/chat'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { formatTime } from '../../platform/i18n/format.ts'
import { useLanguage, useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useStore } from '../../platform/store.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import type { Arrival } from '../live/index.ts'
import styles from './ChatPanel.module.css'
import { Composer } from './Composer.tsx'
import { MessageList } from './MessageList.tsx'
import { readNewest, readOlder, removeMessage } from './requests.ts'
import { markSeen } from './talk.ts'
import { announced } from './use-chat.ts'
import type { Chat } from './use-chat.ts'

export interface ChatPanelProps {
  readonly chat: Chat
  readonly arrival: Arrival
  readonly host: boolean
  /** Whether the hosts let this person write. */
  readonly allowed: boolean
  readonly onClose: () => void
}

export function ChatPanel({ chat, arrival, host, allowed, onClose }: ChatPanelProps) {
  const t = useTranslate()
  const language = useLanguage()
  const announcer = useAnnouncer()
  const talk = useStore(chat.talk)
  const { failure, readPast, readMore } = usePast(chat, talk.past === undefined)
  const field = useRef<HTMLTextAreaElement>(null)
  const [live, setLive] = useState(() => announced.read() ?? true)
  useSeen(chat)

  async function handleDelete({ id }: ChatMessage): Promise<void> {
    try {
      await removeMessage(chat, id)
      announcer.say(t('chat.deleted'))
    } catch (error) {
      announcer.show(t(toMessageKey(error)))
    }
  }

  return (
    <SidePanel title={t('control.chat')} focus={field} onClose={onClose}>
      {talk.past && (
        <p className={styles.note}>
          {t('chat.since', { time: formatTime(talk.past.since, language), count: talk.past.keptDays })}
        </p>
      )}
      {failure !== undefined && (
        <Notice tone="danger">
          <p>{t(toMessageKey(failure))}</p>
          <Button onClick={readPast}>{t('page.retry')}</Button>
        </Notice>
      )}
      <MessageList
        chat={chat}
        talk={talk}
        host={host}
        live={live}
        onOlder={readMore}
        onDelete={(message) => void handleDelete(message)}
      />
      {allowed ? (
        <Composer chat={chat} arrival={arrival} field={field} />
      ) : (
        <Notice>
          <p>{t('problem.chatNotAllowed')}</p>
        </Notice>
      )}
      <Checkbox
        label={t('chat.announce')}
        checked={live}
        onChange={(checked) => {
          setLive(checked)
          announced.write(checked)
        }}
      />
    </SidePanel>
  )
}

/** Reads the past while it is unknown, and more of it on demand, one page at a time. */
function usePast(chat: Chat, unknown: boolean) {
  const [failure, setFailure] = useState<unknown>()
  const reading = useRef(false)

  function read(request: (chat: Chat) => Promise<void>): void {
    if (reading.current) return
    reading.current = true
    request(chat)
      .then(() => setFailure(undefined), setFailure)
      .finally(() => {
        reading.current = false
      })
  }
  const readPast = () => read(unknown ? readNewest : readOlder)
  const begin = useEffectEvent(readPast)

  // The past is on the server.
  useEffect(() => {
    if (unknown) begin()
  }, [unknown])
  return { failure, readPast, readMore: () => read(readOlder) }
}

/** Whatever comes while the panel is shown has been seen. */
function useSeen({ talk }: Chat): void {
  // The store outlives the panel.
  useEffect(() => {
    const mark = () => talk.set(markSeen)
    mark()
    return talk.subscribe(mark)
  }, [talk])
}
