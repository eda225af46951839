import { organisationName } from '@parvis/contract/organisations'
import { useState } from 'react'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { TextField } from '../../ui/TextField.tsx'

interface NameDialogProps {
  readonly title: string
  readonly name: string
  readonly onSave: (name: string) => void
  readonly onClose: () => void
}

/** Asks for the name of an organisation. */
export function NameDialog({ title, name, onSave, onClose }: NameDialogProps) {
  const t = useConsoleTranslate()
  const [typed, setTyped] = useState(name)
  const [wrong, setWrong] = useState(false)

  function handleSave(): void {
    const parsed = organisationName.safeParse(typed).data
    if (parsed === undefined) return setWrong(true)
    onClose()
    onSave(parsed)
  }

  return (
    <FormDialog title={title} onSave={handleSave} onClose={onClose}>
      <TextField
        label={t('organisations.name')}
        value={typed}
        maxLength={120}
        autoComplete="off"
        error={wrong ? t('organisations.nameWrong') : undefined}
        onChange={({ target }) => setTyped(target.value)}
      />
    </FormDialog>
  )
}
