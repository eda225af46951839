import { displayName } from '@parvis/contract/text'
import { useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { TextField } from '../../ui/TextField.tsx'

const nameLength = 64

interface RenameDialogProps {
  readonly title: string
  readonly name: string
  readonly onSave: (name: string) => void
  readonly onClose: () => void
}

/** Asks for the name under which a guest is seen. */
export function RenameDialog({ title, name, onSave, onClose }: RenameDialogProps) {
  const t = useTranslate()
  const [typed, setTyped] = useState(name)
  const [wrong, setWrong] = useState(false)

  function handleSave(): void {
    const parsed = displayName.safeParse(typed).data
    if (parsed === undefined) return setWrong(true)
    onClose()
    if (parsed !== name) onSave(parsed)
  }

  return (
    <FormDialog title={title} onSave={handleSave} onClose={onClose}>
      <TextField
        label={t('rename.name')}
        hint={t('rename.hint')}
        value={typed}
        maxLength={nameLength}
        autoComplete="off"
        error={wrong ? t('rename.wrong', { max: nameLength }) : undefined}
        onChange={({ target }) => setTyped(target.value)}
      />
    </FormDialog>
  )
}
