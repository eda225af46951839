import { erasePerson } from '@parvis/contract/persons'
import type { User } from '@parvis/contract/users'
import type { QueryKey } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAct } from '../../ui/use-act.ts'

interface ErasePersonDialogProps {
  readonly person: Pick<User, 'id' | 'name' | 'email'>
  /** The list that is asked for again afterwards. */
  readonly listKey: QueryKey
  readonly onClose: () => void
}

/** Erases somebody once their address was typed. */
export function ErasePersonDialog({ person, listKey, onClose }: ErasePersonDialogProps) {
  const t = useConsoleTranslate()
  const { act } = useAct(listKey)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const { id: userId, name, email } = person

  function handleErase(): void {
    const address = typed.trim().toLowerCase()
    if (address !== email.toLowerCase()) return setWrong(true)
    onClose()
    act({
      done: t('persons.erased'),
      run: () => call(erasePerson, { params: { userId }, body: { email: address } }),
    })
  }

  return (
    <FormDialog
      title={t('persons.eraseTitle', { name })}
      danger={t('persons.erase')}
      onSave={handleErase}
      onClose={onClose}
    >
      <p>{t('persons.eraseText')}</p>
      <TextField
        label={t('persons.confirm', { email })}
        value={typed}
        autoComplete="off"
        inputMode="email"
        error={wrong ? t('problem.confirmationWrong') : undefined}
        onChange={({ target }) => setTyped(target.value)}
      />
    </FormDialog>
  )
}
