import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { TextField } from '../../ui/TextField.tsx'

interface AddressFieldProps {
  readonly value: string
  readonly hint?: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

/** Somebody’s e-mail address, typed by somebody else: nothing is filled in. */
export function AddressField({ value, hint, error, onChange }: AddressFieldProps) {
  const t = useMeetingsTranslate()
  return (
    <TextField
      label={t('roles.email')}
      hint={hint}
      type="email"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={254}
      value={value}
      error={error}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}
