import type { ComponentProps, ReactNode } from 'react'
import styles from './Field.module.css'
import { FieldFrame } from './FieldFrame.tsx'
import type { FieldWords } from './FieldFrame.tsx'

interface TextFieldProps extends FieldWords, Omit<ComponentProps<'input'>, 'className' | 'style' | 'id'> {
  /** What stands beside the field, such as its button. */
  readonly beside?: ReactNode
}

export function TextField({ label, hint, error, beside, ...rest }: TextFieldProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(control) => (
        <div className={styles.row}>
          <input {...rest} {...control} />
          {beside}
        </div>
      )}
    </FieldFrame>
  )
}
