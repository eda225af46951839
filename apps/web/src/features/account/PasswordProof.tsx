import { passwordRule } from '@parvis/contract/session'
import { useState } from 'react'
import { useAccountTranslate } from '../../platform/i18n/account-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { focusOnce } from '../../ui/focus-once.ts'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './account.module.css'

/** That it is them: the password, and a code where one is asked for. */
export interface Proof {
  readonly password: string
  readonly code: string
}

interface PasswordProofProps {
  /** Says what is going to be done. */
  readonly action: string
  readonly danger?: boolean
  /** Whether a code of the second factor is asked for as well. */
  readonly asksCode?: boolean
  readonly attempt: {
    readonly mutate: (proof: Proof) => void
    readonly error: Error | null
    readonly isPending: boolean
  }
  readonly onCancel: () => void
}

/** Asks for the password once more, before something that a browser left open must not do. */
export function PasswordProof({
  action,
  danger = false,
  asksCode = false,
  attempt,
  onCancel,
}: PasswordProofProps) {
  const t = useAccountTranslate()
  const [proof, setProof] = useState<Proof>({ password: '', code: '' })
  return (
    <form className={styles.step} action={() => attempt.mutate(proof)}>
      <TextField
        label={t('account.currentPassword')}
        hint={t('factor.passwordFirst')}
        type="password"
        autoComplete="current-password"
        value={proof.password}
        onChange={({ target }) => setProof({ ...proof, password: target.value })}
        maxLength={passwordRule.max}
        ref={focusOnce}
        required
      />
      {asksCode && (
        <TextField
          label={t('session.code')}
          hint={t('session.codeHint')}
          autoComplete="one-time-code"
          value={proof.code}
          onChange={({ target }) => setProof({ ...proof, code: target.value })}
          minLength={6}
          maxLength={40}
          required
        />
      )}
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
