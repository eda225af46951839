import { delegate } from '@parvis/contract/delegations'
import { emailAddress } from '@parvis/contract/text'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { AddressField } from './AddressField.tsx'
import { delegationsQuery } from './delegations-query.ts'
import styles from './RolesSection.module.css'

/** Lets somebody act for the signed-in person. */
export function GiveDelegation() {
  const t = useMeetingsTranslate()
  const queries = useQueryClient()
  const announcer = useAnnouncer()
  const [typed, setTyped] = useState('')
  const [day, setDay] = useState('')
  // In ISO 8601, as the field wants it.
  const [today] = useState(() => new Date().toLocaleDateString('sv'))
  const [wrong, setWrong] = useState(false)
  const give = useMutation({
    // The day given is the last one.
    mutationFn: (email: string) =>
      call(delegate, {
        body: { email, ...(day !== '' && { until: new Date(`${day}T23:59:59`).toISOString() }) },
      }),
    onSuccess(_, email) {
      setTyped('')
      setDay('')
      announcer.show(t('delegation.done', { email }))
    },
    onSettled: () => queries.invalidateQueries(delegationsQuery),
  })

  function handleSubmit(): void {
    const email = emailAddress.safeParse(typed).data
    setWrong(email === undefined)
    if (email !== undefined) give.mutate(email)
  }

  const refused = give.isError ? t(toMessageKey(give.error)) : undefined
  return (
    <form
      className={styles.add}
      aria-label={t('delegation.title')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        handleSubmit()
      }}
    >
      <AddressField
        value={typed}
        error={wrong ? t('roles.emailWrong') : refused}
        onChange={(value) => {
          setTyped(value)
          setWrong(false)
        }}
      />
      <TextField
        label={t('delegation.until')}
        type="date"
        value={day}
        min={today}
        onChange={({ target }) => setDay(target.value)}
      />
      <Button type="submit" tone="primary" busy={give.isPending}>
        {t('delegation.give')}
      </Button>
    </form>
  )
}
