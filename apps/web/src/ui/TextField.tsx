import { CircleAlert } from 'lucide-react'
import { useId } from 'react'
import type { ComponentProps, ReactNode } from 'react'
import styles from './Field.module.css'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'className' | 'style' | 'id'> {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  /** What stands beside the field, such as its button. */
  readonly beside?: ReactNode
}

export function TextField({ label, hint, error, beside, ...rest }: TextFieldProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      <div className={styles.row}>
        <input
          {...rest}
          id={id}
          className={styles.input}
          aria-invalid={Boolean(error)}
          aria-describedby={described || undefined}
        />
        {beside}
      </div>
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          <CircleAlert size={16} aria-hidden="true" /> {error}
        </p>
      )}
    </div>
  )
}
