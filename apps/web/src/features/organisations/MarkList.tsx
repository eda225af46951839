import { X } from 'lucide-react'
import { useState } from 'react'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
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
      {onChange && <AddMark kind={kind} onAdd={(mark) => onChange([...marks, mark])} />}
    </section>
  )
}

interface AddMarkProps {
  readonly kind: keyof typeof words
  readonly onAdd: (mark: string) => void
}

function AddMark({ kind, onAdd }: AddMarkProps) {
  const t = useConsoleTranslate()
  const [typed, setTyped] = useState('')
  return (
    <form
      className={styles.add}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim() === '') return
        onAdd(typed)
        setTyped('')
      }}
    >
      <TextField
        label={t(words[kind].field)}
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
