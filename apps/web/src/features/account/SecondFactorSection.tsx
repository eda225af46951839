import { removeSecondFactor } from '@parvis/contract/second-factor'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { call } from '../../platform/api.ts'
import { useAccountTranslate } from '../../platform/i18n/account-words.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { meQuery } from '../session/index.ts'
import styles from './account.module.css'
import { EnrolSteps } from './EnrolSteps.tsx'
import { PasswordProof } from './PasswordProof.tsx'
import type { Proof } from './PasswordProof.tsx'
import { factorQuery } from './queries.ts'
import type { Factor } from './queries.ts'

/** The second factor: whether there is one, and the ways to have one or none. */
export function SecondFactorSection({ factor }: { readonly factor: Factor }) {
  const t = useAccountTranslate()
  const [enrolling, setEnrolling] = useState(false)
  const section = useRef<HTMLElement>(null)
  useKeptFocus(section)
  const queries = useQueryClient()
  const finish = async () => {
    await queries.invalidateQueries({ queryKey: factorQuery.queryKey })
    await queries.invalidateQueries({ queryKey: meQuery.queryKey })
    setEnrolling(false)
  }
  return (
    <section ref={section} tabIndex={-1} className={styles.section} aria-labelledby="second-factor">
      <h2 id="second-factor">{t('factor.title')}</h2>
      {enrolling ? (
        <EnrolSteps onClose={() => void finish()} />
      ) : factor.enabled ? (
        <Enabled factor={factor} />
      ) : (
        <>
          {factor.required ? (
            <Notice tone="warning">{t('factor.required')}</Notice>
          ) : (
            <p className={styles.text}>{t('factor.off')}</p>
          )}
          <div className={styles.actions}>
            <Button tone={factor.required ? 'primary' : 'plain'} onClick={() => setEnrolling(true)}>
              {t('factor.begin')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

function Enabled({ factor }: { readonly factor: Factor }) {
  const t = useAccountTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const [removing, setRemoving] = useState(false)
  const remove = useMutation({
    mutationFn: (proof: Proof) => call(removeSecondFactor, { body: proof }),
    async onSuccess() {
      announcer.show(t('factor.removed'))
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      await queries.invalidateQueries({ queryKey: factorQuery.queryKey })
    },
  })
  return (
    <>
      <p className={styles.text}>{t('factor.on')}</p>
      <p className={styles.text}>{t('factor.codesLeft', { count: factor.recoveryCodesLeft })}</p>
      {removing ? (
        <>
          {factor.required && <Notice tone="warning">{t('factor.removeRequired')}</Notice>}
          <PasswordProof
            action={t('factor.remove')}
            danger
            asksCode
            attempt={remove}
            onCancel={() => setRemoving(false)}
          />
        </>
      ) : (
        <>
          <p className={styles.text}>{t('factor.replace')}</p>
          <div className={styles.actions}>
            <Button onClick={() => setRemoving(true)}>{t('factor.remove')}</Button>
          </div>
        </>
      )}
    </>
  )
}
