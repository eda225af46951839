import { messageLength } from '@parvis/contract/chat'
import { Problem } from '@parvis/contract/problems'
import { Send } from 'lucide-react'
import { useRef, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useStore } from '../../platform/store.ts'
import { Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { onceArrived } from '../live/index.ts'
import type { Arrival } from '../live/index.ts'
import styles from './ChatPanel.module.css'
import { sendDraft } from './requests.ts'
import { newDraft } from './use-chat.ts'
import type { Chat } from './use-chat.ts'

interface ComposerProps {
  readonly chat: Chat
  readonly arrival: Arrival
  readonly field: RefObject<HTMLTextAreaElement | null>
}

/** Where the person writes. What could not be sent stays there, to be sent again. */
export function Composer({ chat, arrival, field }: ComposerProps) {
  const t = useTranslate()
  const { text } = useStore(chat.draft)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const form = useRef<HTMLFormElement>(null)
  const tooLong =
    text.length > messageLength ? t('chat.tooLong', { count: text.length, most: messageLength }) : undefined

  async function send(): Promise<void> {
    if (busy || tooLong || text.trim() === '') return
    setBusy(true)
    setFailure(undefined)
    try {
      await onceArrived(arrival)
      await sendDraft(chat)
    } catch (error) {
      const outside = error instanceof Problem && error.code === 'place-not-found'
      setFailure(t(outside ? 'chat.notInside' : toMessageKey(error)))
    } finally {
      setBusy(false)
      field.current?.focus()
    }
  }

  function handleKey(event: KeyboardEvent): void {
    // An Enter that chooses a word of an input method (IME) sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    form.current?.requestSubmit()
  }

  return (
    <form
      ref={form}
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <TextArea
        ref={field}
        label={t('chat.field')}
        hint={t('chat.hint')}
        error={tooLong ?? failure}
        rows={2}
        value={text}
        readOnly={busy}
        enterKeyHint="send"
        onKeyDown={handleKey}
        onChange={({ target }) => {
          setFailure(undefined)
          chat.draft.set(newDraft(target.value))
        }}
      />
      <Button type="submit" tone="primary" busy={busy} icon={<Send size={20} aria-hidden="true" />}>
        {t('chat.send')}
      </Button>
    </form>
  )
}
