import type { Meeting } from '@parvis/contract/meetings'
import { grantRole } from '@parvis/contract/roles'
import type { GrantedRole } from '@parvis/contract/roles'
import { emailAddress } from '@parvis/contract/text'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { AddressField } from './AddressField.tsx'
import styles from './RolesSection.module.css'

/** Gives a role to an address. Co-hosts name members only. */
export function AddPerson({ slug, role: own }: Meeting) {
  const t = useMeetingsTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const [role, setRole] = useState<GrantedRole>('member')
  const [wrong, setWrong] = useState(false)
  const add = useMutation({
    mutationFn: (email: string) => call(grantRole, { params: { slug }, body: { email, role } }),
    onSuccess(_, email) {
      setTyped('')
      announcer.show(t('roles.added', { email }))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['roles', slug] }),
  })

  function handleSubmit(): void {
    const email = emailAddress.safeParse(typed).data
    setWrong(email === undefined)
    if (email !== undefined) add.mutate(email)
  }

  const refused = add.isError ? t(toMessageKey(add.error)) : undefined
  return (
    <form
      className={styles.add}
      aria-label={t('roles.add')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        handleSubmit()
      }}
    >
      <AddressField
        hint={t('roles.emailHint')}
        value={typed}
        error={wrong ? t('roles.emailWrong') : refused}
        onChange={(value) => {
          setTyped(value)
          setWrong(false)
        }}
      />
      {own === 'owner' && (
        <Select
          label={t('roles.role')}
          value={role}
          options={(['member', 'cohost'] as const).map((value) => ({ value, label: t(`roles.${value}`) }))}
          onChange={setRole}
        />
      )}
      <Button type="submit" tone="primary" busy={add.isPending}>
        {t('roles.addButton')}
      </Button>
    </form>
  )
}
