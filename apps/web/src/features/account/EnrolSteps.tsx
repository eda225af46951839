import { beginSecondFactor, confirmSecondFactor } from '@parvis/contract/second-factor'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useAccountTranslate } from '../../platform/i18n/account-words.ts'
import { onDemand } from '../../platform/on-demand.tsx'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './account.module.css'
import { PasswordProof } from './PasswordProof.tsx'
import type { Proof } from './PasswordProof.tsx'

// What draws the picture is needed once in the life of an account.
const QrCode = onDemand(async () => (await import('./QrCode.tsx')).QrCode)

/** From the password to the recovery codes, in three steps. */
export function EnrolSteps({ onClose }: { readonly onClose: () => void }) {
  const t = useAccountTranslate()
  const begin = useMutation({
    mutationFn: ({ password }: Proof) => call(beginSecondFactor, { body: { password } }),
  })
  const confirm = useMutation({
    mutationFn: (code: string) => call(confirmSecondFactor, { body: { code } }),
  })
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recoveryCodes} onClose={onClose} />
  if (begin.data) return <ScanStep offer={begin.data} attempt={confirm} onCancel={onClose} />
  return <PasswordProof action={t('factor.begin')} attempt={begin} onCancel={onClose} />
}

interface ScanStepProps {
  readonly offer: { readonly key: string; readonly address: string }
  readonly attempt: {
    readonly mutate: (code: string) => void
    readonly error: Error | null
    readonly isPending: boolean
  }
  readonly onCancel: () => void
}

function ScanStep({ offer, attempt, onCancel }: ScanStepProps) {
  const t = useAccountTranslate()
  const [code, setCode] = useState('')
  return (
    <form className={styles.step} action={() => attempt.mutate(code)}>
      <p className={styles.text}>{t('factor.scan')}</p>
      <QrCode text={offer.address} label={t('factor.image')} />
      <div>
        <p>{t('factor.key')}</p>
        <code className={styles.code}>{offer.key.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </div>
      <TextField
        label={t('factor.code')}
        autoComplete="one-time-code"
        inputMode="numeric"
        value={code}
        onChange={({ target }) => setCode(target.value)}
        minLength={6}
        maxLength={10}
        required
      />
      {attempt.error && <Notice tone="danger">{t(toMessageKey(attempt.error))}</Notice>}
      <div className={styles.actions}>
        <Button type="submit" tone="primary" busy={attempt.isPending}>
          {t('factor.confirm')}
        </Button>
        <Button onClick={onCancel}>{t('page.cancel')}</Button>
      </div>
    </form>
  )
}

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly onClose: () => void
}

function RecoveryCodes({ codes, onClose }: RecoveryCodesProps) {
  const t = useAccountTranslate()
  const announcer = useAnnouncer()

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(codes.join('\n'))
      announcer.show(t('factor.copied'))
    } catch {
      // Refused by the browser or by a policy: people can still copy them by hand.
      announcer.show(t('factor.notCopied'))
    }
  }

  return (
    <div className={styles.step}>
      <Notice title={t('factor.codes')}>{t('factor.codesText')}</Notice>
      <ul className={styles.codes} aria-label={t('factor.codes')}>
        {codes.map((code) => (
          <li key={code}>
            <code className={styles.code}>{code}</code>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <Button tone="primary" onClick={onClose}>
          {t('factor.kept')}
        </Button>
        <Button onClick={() => void copy()}>{t('factor.copy')}</Button>
      </div>
    </div>
  )
}
