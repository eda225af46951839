import type { OrganisationId } from '@parvis/contract/ids'
import type { User } from '@parvis/contract/users'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { RadioList } from '../../ui/RadioList.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { organisationsQuery } from '../organisations/index.ts'

interface MoveDialogProps {
  readonly user: User
  readonly onMove: (organisationId: OrganisationId) => void
  readonly onClose: () => void
}

/** Finds the organisation to which somebody is to belong. */
export function MoveDialog({ user, onMove, onClose }: MoveDialogProps) {
  const t = useConsoleTranslate()
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<OrganisationId>()
  const { data } = useInfiniteQuery(organisationsQuery(useSettled(search.trim())))
  const [first] = data?.pages ?? []
  const offered = first?.items.filter(({ id }) => id !== user.organisation.id).slice(0, 6) ?? []

  function handleSave(): void {
    if (!chosen) return
    onClose()
    onMove(chosen)
  }

  return (
    <FormDialog title={t('users.moveTitle', { name: user.name })} onSave={handleSave} onClose={onClose}>
      <p>{t('users.moveText', { organisation: user.organisation.name })}</p>
      <TextField
        label={t('organisations.search')}
        type="search"
        value={search}
        maxLength={100}
        onChange={({ target }) => setSearch(target.value)}
      />
      {offered.length > 0 ? (
        <RadioList
          legend={t('organisations.title')}
          value={chosen}
          options={offered.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setChosen}
        />
      ) : (
        <output>{t(data ? 'organisations.none' : 'page.loading')}</output>
      )}
    </FormDialog>
  )
}
