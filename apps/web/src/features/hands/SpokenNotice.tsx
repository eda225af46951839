import { Hand, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { ReadableStore } from '../../platform/store.ts'
import type { Clock } from '../../rtc/call.ts'
import { systemClock } from '../../rtc/clock.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { watchSpeech } from './watch-speech.ts'

const enoughMs = 15_000

interface SpokenNoticeProps {
  /** Oneself, whose hand is up. */
  readonly speaker: ReadableStore<{ readonly speaking: boolean }>
  readonly onLower: () => void
  readonly clock?: Clock
}

/** Proposes to lower one's hand once one has had the floor. It never does so by itself. */
export function SpokenNotice({ speaker, onLower, clock = systemClock }: SpokenNoticeProps) {
  const t = useTranslate()
  const [step, setStep] = useState<'listening' | 'proposed' | 'kept'>('listening')

  // The call tells who speaks.
  useEffect(
    () =>
      step === 'listening'
        ? watchSpeech(speaker, { clock, enoughMs, onEnough: () => setStep('proposed') })
        : undefined,
    [speaker, clock, step],
  )

  if (step !== 'proposed') return null
  return (
    <Banner icon={<Hand size={20} aria-hidden="true" />} text={t('hand.spoken')}>
      <Button tone="primary" onClick={onLower}>
        {t('hand.lower')}
      </Button>
      <IconButton label={t('hand.keep')} icon={<X size={20} />} onClick={() => setStep('kept')} />
    </Banner>
  )
}
