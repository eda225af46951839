import { MonitorUp, VolumeX, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { Call } from '../../rtc/call.ts'
import type { Devices } from '../../rtc/devices.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { CaptureProblem } from '../devices/index.ts'
import { SpokenNotice } from '../hands/index.ts'
import type { OwnHand } from '../hands/index.ts'
import styles from './CallBanners.module.css'

interface CallBannersProps {
  readonly call: Call
  readonly devices: Devices
  readonly hand: OwnHand
}

/** What the person should know or do while the call goes on. */
export function CallBanners({ call, devices, hand }: CallBannersProps) {
  const t = useTranslate()
  const audioBlocked = useStore(call.audioBlocked)
  const sharing = useStore(call.intents, ({ share }) => share.actual)
  return (
    <>
      {audioBlocked && (
        <Banner icon={<VolumeX size={20} aria-hidden="true" />} text={t('audio.blocked')}>
          <Button tone="primary" onClick={() => void call.startAudio()}>
            {t('audio.start')}
          </Button>
        </Banner>
      )}
      {sharing && (
        <Banner icon={<MonitorUp size={20} aria-hidden="true" />} text={t('share.own')}>
          <Button tone="primary" onClick={() => void call.stopSharing()}>
            {t('share.stop')}
          </Button>
        </Banner>
      )}
      {hand.raisedAt !== undefined && (
        <SpokenNotice key={hand.raisedAt} speaker={call.participant(hand.id)} onLower={hand.lower} />
      )}
      <CaptureBanner devices={devices} />
    </>
  )
}

/** A microphone or camera that fails, until it works or the person has read about it. */
function CaptureBanner({ devices }: { readonly devices: Devices }) {
  const t = useTranslate()
  const failures = useStore(devices.state, ({ microphone, camera }) =>
    [microphone.wanted && microphone.failure, camera.wanted && camera.failure].filter(Boolean).join(),
  )
  const [read, setRead] = useState('')
  if (failures === '' || failures === read) return null
  return (
    <div className={styles.capture}>
      <div className={styles.problems}>
        <CaptureProblem devices={devices} />
      </div>
      <IconButton label={t('page.close')} icon={<X size={20} />} onClick={() => setRead(failures)} />
    </div>
  )
}
