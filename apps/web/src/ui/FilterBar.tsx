import type { ReactNode } from 'react'
import styles from './FilterBar.module.css'
import { TextField } from './TextField.tsx'

interface FilterBarProps {
  /** Name of the search field. */
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  /** What else narrows the list. */
  readonly children?: ReactNode
}

/** Where a long list is searched and narrowed. */
export function FilterBar({ label, value, onChange, children }: FilterBarProps) {
  return (
    <search className={styles.bar}>
      <TextField
        label={label}
        type="search"
        autoComplete="off"
        value={value}
        maxLength={100}
        onChange={({ target }) => onChange(target.value)}
      />
      {children}
    </search>
  )
}
