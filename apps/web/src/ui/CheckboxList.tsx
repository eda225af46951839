import { CircleAlert } from 'lucide-react'
import { useId } from 'react'
import { Checkbox } from './Checkbox.tsx'
import fieldStyles from './Field.module.css'
import styles from './RadioList.module.css'

interface CheckboxListProps<Value extends string> {
  readonly legend: string
  readonly values: readonly Value[]
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly error?: string | undefined
  /** In the order of the options. */
  readonly onChange: (values: readonly Value[]) => void
}

/** Any number of choices. */
export function CheckboxList<Value extends string>(props: CheckboxListProps<Value>) {
  const { legend, values, options, error, onChange } = props
  const id = useId()
  const isChosen = (value: Value, checked: boolean) => (one: Value) =>
    one === value ? checked : values.includes(one)
  return (
    <fieldset className={styles.list} aria-describedby={error && id}>
      <legend className={styles.legend}>{legend}</legend>
      {options.map(({ value, label }) => (
        <Checkbox
          key={value}
          label={label}
          checked={values.includes(value)}
          onChange={(checked) =>
            onChange(options.map((option) => option.value).filter(isChosen(value, checked)))
          }
        />
      ))}
      {error && (
        <p id={id} className={fieldStyles.error}>
          <CircleAlert size={16} aria-hidden="true" /> {error}
        </p>
      )}
    </fieldset>
  )
}
