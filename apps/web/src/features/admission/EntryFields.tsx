import type { Me } from '@parvis/contract/session'
import { useTranslate } from '../../platform/i18n/language.ts'
import { TextField } from '../../ui/TextField.tsx'

interface EntryFieldProps {
  readonly value: string
  /** Nothing that fits was given, and somebody tried to enter. */
  readonly missing: boolean
  readonly onChange: (value: string) => void
}

/** The name of a guest; people with an account enter under its name. */
export function NameField({
  me,
  value,
  missing,
  onChange,
}: EntryFieldProps & { readonly me: Me | null | undefined }) {
  const t = useTranslate()
  return (
    <TextField
      label={t('prejoin.name')}
      autoComplete="name"
      maxLength={64}
      value={me ? me.name : value}
      readOnly={Boolean(me)}
      hint={me ? t('prejoin.nameOfAccount') : undefined}
      error={missing && !me ? t('problem.nameRequired') : undefined}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}

/** The passcode of the meeting, where its door asks for one. */
export function PasscodeField({ value, missing, onChange }: EntryFieldProps) {
  const t = useTranslate()
  return (
    <TextField
      label={t('prejoin.passcode')}
      hint={t('prejoin.passcodeHint')}
      inputMode="numeric"
      autoComplete="off"
      maxLength={20}
      value={value}
      error={missing ? t('problem.passcodeRequired') : undefined}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}
