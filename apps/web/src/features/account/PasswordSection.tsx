import { changePassword } from '@parvis/contract/own-account'
import { passwordRule } from '@parvis/contract/session'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useAccountTranslate } from '../../platform/i18n/account-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './account.module.css'
import { sessionsQuery } from './queries.ts'

const empty = { current: '', password: '' }

export function PasswordSection({ email }: { readonly email: string }) {
  const t = useAccountTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const [typed, setTyped] = useState(empty)
  const change = useMutation({
    mutationFn: () => call(changePassword, { body: typed }),
    onSuccess() {
      setTyped(empty)
      announcer.show(t('account.passwordSaved'))
      return queries.invalidateQueries({ queryKey: sessionsQuery.queryKey })
    },
  })
  const bind = (field: keyof typeof empty) => ({
    value: typed[field],
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [field]: event.target.value }),
    type: 'password',
    maxLength: passwordRule.max,
    required: true,
  })
  return (
    <section aria-labelledby="password">
      <form className={styles.section} action={() => change.mutate()}>
        <h2 id="password">{t('account.password')}</h2>
        {/* Password managers ask whose it is. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <TextField
          label={t('account.currentPassword')}
          autoComplete="current-password"
          {...bind('current')}
        />
        <TextField
          label={t('account.newPassword')}
          hint={t('setup.passwordHint', { min: passwordRule.min })}
          autoComplete="new-password"
          minLength={passwordRule.min}
          {...bind('password')}
        />
        {change.isError && <Notice tone="danger">{t(toMessageKey(change.error))}</Notice>}
        <div className={styles.actions}>
          <Button type="submit" busy={change.isPending}>
            {t('account.changePassword')}
          </Button>
        </div>
      </form>
    </section>
  )
}
