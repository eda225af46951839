import { passwordRule } from '@parvis/contract/session'
import { useState } from 'react'
import { useAccountTranslate } from '../../platform/i18n/account-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './account.module.css'

interface PasswordProofProps {
  /** Says what is going to be done. */
  readonly action: string
  readonly danger?: boolean
  readonly attempt: {
    readonly mutate: (password: string) => void
    readonly error: Error | null
    readonly isPending: boolean
  }
  readonly onCancel: () => void
}

/** Asks for the password once more, before something that a browser left open must not do. */
export function PasswordProof({ action, danger = false, attempt, onCancel }: PasswordProofProps) {
  const t = useAccountTranslate()
  const [password, setPassword] = useState('')
  return (
    <form className={styles.step} action={() => attempt.mutate(password)}>
      <TextField
        label={t('account.currentPassword')}
        hint={t('factor.passwordFirst')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={({ target }) => setPassword(target.value)}
        maxLength={passwordRule.max}
        required
      />
      {attempt.error && <Notice tone="danger">{t(toMessageKey(attempt.error))}</Notice>}
      <div className={styles.actions}>
        <Button type="submit" tone={danger ? 'danger' : 'primary'} busy={attempt.isPending}>
          {action}
        </Button>
        <Button onClick={onCancel}>{t('page.cancel')}</Button>
      </div>
    </form>
  )
}
