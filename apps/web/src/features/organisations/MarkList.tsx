import { siret } from '@parvis/contract/siret'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { submit } from '../../ui/submit.ts'
import { TextField } from '../../ui/TextField.tsx'
import styles from './OrganisationDetail.module.css'

const words = {
  domains: {
    title: 'organisations.domains',
    text: 'organisations.domainsText',
    field: 'organisations.domain',
    none: 'organisations.noDomain',
  },
  sirets: {
    title: 'organisations.sirets',
    text: 'organisations.siretsText',
    field: 'organisations.siret',
    none: 'organisations.noSiret',
  },
} as const

interface MarkListProps {
  readonly kind: keyof typeof words
  readonly marks: readonly string[]
  /** Absent for those who may only read. */
  readonly onChange: ((marks: string[]) => void) | undefined
}

/** What makes people an organisation's own when they sign in for the first time. */
export function MarkList({ kind, marks, onChange }: MarkListProps) {
  const t = useConsoleTranslate()
  const { title, text, none } = words[kind]
  return (
    <section className={styles.part} aria-labelledby={kind}>
      <h3 id={kind} className={styles.title}>
        {t(title)}
      </h3>
      <p className={styles.soft}>{t(text)}</p>
      {marks.length === 0 && <p>{t(none)}</p>}
      {marks.length > 0 && (
        <ul className={styles.marks} aria-labelledby={kind}>
          {marks.map((mark) => (
            <li key={mark} className={onChange ? styles.mark : styles.plain}>
              {mark}
              {onChange && (
                <IconButton
                  label={t('organisations.remove', { mark })}
                  icon={<X size={16} />}
                  onClick={() => onChange(marks.filter((other) => other !== mark))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {onChange && <AddMark kind={kind} marks={marks} onAdd={(mark) => onChange([...marks, mark])} />}
    </section>
  )
}

interface AddMarkProps {
  readonly kind: keyof typeof words
  readonly marks: readonly string[]
  readonly onAdd: (mark: string) => void
}

function AddMark({ kind, marks, onAdd }: AddMarkProps) {
  const t = useConsoleTranslate()
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const [before, setBefore] = useState(marks)
  // What the server refuses stays in its field.
  if (before !== marks) {
    setBefore(marks)
    if (marks.length > before.length) setTyped('')
  }
  // What a domain is only the server knows.
  const wrong = kind === 'sirets' && !siret.safeParse(typed).success

  function handleAdd(): void {
    if (typed.trim() === '') return
    setTried(wrong)
    if (!wrong) onAdd(typed)
  }

  return (
    <form className={styles.add} noValidate onSubmit={(event) => submit(event, handleAdd)}>
      <TextField
        label={t(words[kind].field)}
        error={tried && wrong ? t('organisations.siretWrong') : undefined}
        value={typed}
        autoComplete="off"
        inputMode={kind === 'sirets' ? 'numeric' : 'url'}
        maxLength={253}
        beside={<Button type="submit">{t('organisations.add')}</Button>}
        onChange={({ target }) => setTyped(target.value)}
      />
    </form>
  )
}
