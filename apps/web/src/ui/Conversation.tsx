import { Send } from 'lucide-react'
import { useId, useState } from 'react'
import type { FormEvent } from 'react'
import styles from './Conversation.module.css'
import { IconButton } from './IconButton.tsx'
import { TextField } from './TextField.tsx'

interface Line {
  readonly id: string
  readonly from: string
  readonly own: boolean
  readonly text: string
}

interface ConversationProps {
  readonly title: string
  readonly lines: readonly Line[]
  readonly fieldLabel: string
  readonly sendLabel: string
  /** Says new lines to screen readers; otherwise the page says them in another way. */
  readonly announced?: boolean
  /** Absent when nobody may write. */
  readonly onSend?: ((text: string) => void) | undefined
}

const mostCharacters = 300

/** A few lines between two sides, oldest first; and a field to write. */
export function Conversation({ title, lines, fieldLabel, sendLabel, announced, onSend }: ConversationProps) {
  const id = useId()
  const [text, setText] = useState('')

  function handleSubmit(event: FormEvent): void {
    event.preventDefault()
    const line = text.trim()
    if (line === '') return
    onSend?.(line)
    setText('')
  }

  return (
    <section className={styles.conversation} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <div role={announced ? 'log' : undefined} aria-labelledby={announced ? id : undefined}>
        <ol className={styles.lines}>
          {lines.map((line) => (
            <li key={line.id} className={styles.line} data-own={line.own}>
              <span className={styles.from}>{line.from}</span> <span>{line.text}</span>
            </li>
          ))}
        </ol>
      </div>
      {onSend && (
        <form onSubmit={handleSubmit}>
          <TextField
            label={fieldLabel}
            value={text}
            maxLength={mostCharacters}
            autoComplete="off"
            onChange={({ target }) => setText(target.value)}
            beside={<IconButton label={sendLabel} icon={<Send size={20} />} type="submit" />}
          />
        </form>
      )}
    </section>
  )
}
