import { useEffect, useRef, useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { Devices } from '../../rtc/devices.ts'
import styles from './MicrophoneGauge.module.css'

// What a voice at arm's length reaches and a quiet room does not.
const audibleLevel = 0.12

/** Moves with the voice, and says once in words that it was heard. */
export function MicrophoneGauge({ devices }: { readonly devices: Devices }) {
  const t = useTranslate()
  const bar = useRef<HTMLSpanElement>(null)
  const [heard, setHeard] = useState(false)

  // The microphone reports its level 20 times a second: it is drawn without rendering.
  useEffect(
    () =>
      devices.watchLevel((level) => {
        bar.current?.style.setProperty('--level', String(level))
        if (level > audibleLevel) setHeard(true)
      }),
    [devices],
  )

  return (
    <div className={styles.gauge}>
      <span className={styles.track} aria-hidden="true">
        <span ref={bar} className={styles.bar} />
      </span>
      <output className={styles.text}>{t(heard ? 'prejoin.heard' : 'prejoin.speak')}</output>
    </div>
  )
}
