import { RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { ReadableStore } from '../../platform/store.ts'
import type { CallStatus } from '../../rtc/call.ts'
import { overlayAfterMs } from './notice-texts.ts'
import styles from './ReconnectOverlay.module.css'

/** Says what is being done about a cut; short ones pass unseen. */
export function ReconnectOverlay({ status }: { readonly status: ReadableStore<CallStatus> }) {
  const kind = useStore(status, ({ kind }) => kind)
  return kind === 'reconnecting' || kind === 'connecting' ? <PatientOverlay key={kind} kind={kind} /> : null
}

function PatientOverlay({ kind }: { readonly kind: 'connecting' | 'reconnecting' }) {
  const t = useTranslate()
  const [shown, setShown] = useState(false)

  // Waiting is the clock's.
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), overlayAfterMs)
    return () => clearTimeout(timer)
  }, [])

  return (
    <div className={styles.overlay} role="alert" data-shown={shown}>
      {shown && (
        <>
          <RefreshCw className={styles.icon} size={32} aria-hidden="true" />
          <p className={styles.title}>{t(kind === 'connecting' ? 'reconnect.first' : 'reconnect.title')}</p>
          <p className={styles.text}>{t('reconnect.text')}</p>
        </>
      )}
    </div>
  )
}
