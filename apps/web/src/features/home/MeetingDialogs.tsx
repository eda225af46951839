import type { MeetingAccess } from '@parvis/contract/meetings'
import { meetingName } from '@parvis/contract/text'
import { useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { RadioList } from '../../ui/RadioList.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { accessOptions } from '../../platform/access-options.ts'

const nameLength = 120

interface RenameDialogProps {
  readonly name: string | null
  /** Null takes the name away. */
  readonly onSave: (name: string | null) => void
  readonly onClose: () => void
}

export function RenameDialog({ name, onSave, onClose }: RenameDialogProps) {
  const t = useTranslate()
  const [typed, setTyped] = useState(name ?? '')
  const [wrong, setWrong] = useState(false)

  function handleSave(): void {
    const parsed = meetingName.safeParse(typed).data
    if (typed.trim() !== '' && parsed === undefined) return setWrong(true)
    onClose()
    onSave(parsed ?? null)
  }

  return (
    <FormDialog title={t('meeting.rename')} onSave={handleSave} onClose={onClose}>
      <TextField
        label={t('meeting.name')}
        hint={t('meeting.nameHint')}
        value={typed}
        maxLength={nameLength}
        autoComplete="off"
        error={wrong ? t('meeting.nameWrong', { max: nameLength }) : undefined}
        onChange={({ target }) => setTyped(target.value)}
      />
    </FormDialog>
  )
}

interface AccessDialogProps {
  readonly access: MeetingAccess
  readonly onSave: (access: MeetingAccess) => void
  readonly onClose: () => void
}

export function AccessDialog({ access, onSave, onClose }: AccessDialogProps) {
  const t = useTranslate()
  const [chosen, setChosen] = useState(access)

  function handleSave(): void {
    onClose()
    onSave(chosen)
  }

  return (
    <FormDialog title={t('meeting.access')} onSave={handleSave} onClose={onClose}>
      <RadioList
        legend={t('meeting.access')}
        value={chosen}
        options={accessOptions(t)}
        onChange={setChosen}
      />
    </FormDialog>
  )
}
