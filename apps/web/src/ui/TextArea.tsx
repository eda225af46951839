import type { ComponentProps } from 'react'
import { FieldFrame } from './FieldFrame.tsx'
import type { FieldWords } from './FieldFrame.tsx'

interface TextAreaProps extends FieldWords, Omit<ComponentProps<'textarea'>, 'className' | 'style' | 'id'> {}

/** A field for several lines. */
export function TextArea({ label, hint, error, rows = 4, ...rest }: TextAreaProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(control) => <textarea {...rest} {...control} rows={rows} />}
    </FieldFrame>
  )
}
