import { useId } from 'react'
import styles from './RadioList.module.css'

interface RadioListProps<Value extends string> {
  readonly legend: string
  readonly hint?: string
  readonly value: Value | undefined
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
}

export function RadioList<Value extends string>(props: RadioListProps<Value>) {
  const { legend, hint, value, options, onChange } = props
  const name = useId()
  return (
    <fieldset className={styles.list} aria-describedby={hint && `${name}-hint`}>
      <legend className={styles.legend}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.option}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
      {hint && (
        <p id={`${name}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </fieldset>
  )
}
