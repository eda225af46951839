import { keyDays } from '@parvis/contract/api-keys'
import type { createApiKey } from '@parvis/contract/api-keys'
import { keyScope } from '@parvis/contract/key-scopes'
import type { KeyScope } from '@parvis/contract/key-scopes'
import type { BodyOf } from '@parvis/contract/route'
import { useState } from 'react'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { CheckboxList } from '../../ui/CheckboxList.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { scopeWords } from './scope-words.ts'

export type NewKey = BodyOf<typeof createApiKey>

const lifetimes = [30, keyDays.usual, 180, keyDays.most] as const

interface NewKeyDialogProps {
  readonly onSave: (key: NewKey) => void
  readonly onClose: () => void
}

/** Asks what a key is for, what it may do, and until when. */
export function NewKeyDialog({ onSave, onClose }: NewKeyDialogProps) {
  const t = useConsoleTranslate()
  const [name, setName] = useState('')
  const [days, setDays] = useState(String(keyDays.usual))
  const [scopes, setScopes] = useState<readonly KeyScope[]>([])
  const [asked, setAsked] = useState(false)
  const nameless = name.trim() === ''

  function handleSave(): void {
    setAsked(true)
    if (nameless || scopes.length === 0) return
    onClose()
    onSave({ name, scopes: [...scopes], days: Number(days) })
  }

  return (
    <FormDialog title={t('keys.new')} onSave={handleSave} onClose={onClose}>
      <TextField
        label={t('keys.name')}
        hint={t('keys.nameHint')}
        value={name}
        maxLength={64}
        autoComplete="off"
        error={asked && nameless ? t('keys.nameEmpty') : undefined}
        onChange={({ target }) => setName(target.value)}
      />
      <CheckboxList
        legend={t('keys.scopes')}
        values={scopes}
        options={keyScope.options.map((value) => ({ value, label: t(scopeWords[value]) }))}
        error={asked && scopes.length === 0 ? t('keys.noScope') : undefined}
        onChange={setScopes}
      />
      <Select
        label={t('keys.lifetime')}
        value={days}
        options={lifetimes.map((count) => ({ value: String(count), label: t('keys.days', { count }) }))}
        onChange={setDays}
      />
    </FormDialog>
  )
}
