import { useId } from 'react'
import type { ReactNode } from 'react'
import styles from './Field.module.css'

interface SelectProps<Value extends string> {
  readonly label: string
  readonly value: Value | undefined
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  readonly icon?: ReactNode
  /** Says more about what is chosen. */
  readonly hint?: string
  readonly disabled?: boolean
  /** Keeps the label for screen readers alone. */
  readonly bare?: boolean
}

/** The browser's own list: reachable by every keyboard, screen reader and telephone. */
export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  icon,
  hint,
  disabled,
  bare,
}: SelectProps<Value>) {
  const id = useId()
  return (
    <div className={styles.field} data-bare={bare}>
      <label htmlFor={id}>
        {icon} {label}
      </label>
      <select
        id={id}
        className={styles.input}
        value={value}
        disabled={disabled}
        aria-describedby={hint && `${id}-hint`}
        onChange={(event) => {
          const choice = options.find((option) => option.value === event.target.value)
          if (choice) onChange(choice.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
