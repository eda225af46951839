import { useId } from 'react'
import styles from './Field.module.css'

interface FileFieldProps {
  readonly label: string
  readonly hint: string
  /** Media types that the browser offers to choose from. */
  readonly accept: string
  readonly onChoose: (file: File) => void
}

/** The browser's own way to choose a file. */
export function FileField({ label, hint, accept, onChoose }: FileFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
      <input
        id={id}
        type="file"
        className={styles.input}
        accept={accept}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) onChoose(file)
          target.value = ''
        }}
      />
    </div>
  )
}
