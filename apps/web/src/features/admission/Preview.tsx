import { Mic, MicOff, Video, VideoOff, Volume2 } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { Devices, DevicesState } from '../../rtc/devices.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { DeviceSelect, MicrophoneGauge } from '../devices/index.ts'
import styles from './PrejoinPage.module.css'

/** How the others will see and hear the person. */
export function Preview({ devices }: { readonly devices: Devices }) {
  const t = useTranslate()
  const { microphone, camera } = useStore(devices.state)
  return (
    <section className={styles.preview} aria-label={t('prejoin.preview')}>
      <div className={styles.screen} data-scene="call">
        <Picture devices={devices} />
        <div className={styles.switches}>
          <IconButton
            label={t('control.microphone')}
            icon={microphone.wanted ? <Mic size={20} /> : <MicOff size={20} />}
            pressed={microphone.wanted}
            tone={microphone.wanted ? 'plain' : 'off'}
            onClick={() => void devices.setMicrophone(!microphone.wanted)}
          />
          <IconButton
            label={t('control.camera')}
            icon={camera.wanted ? <Video size={20} /> : <VideoOff size={20} />}
            pressed={camera.wanted}
            tone={camera.wanted ? 'plain' : 'off'}
            onClick={() => void devices.setCamera(!camera.wanted)}
          />
        </div>
      </div>
      {microphone.track && microphone.wanted && <MicrophoneGauge devices={devices} />}
    </section>
  )
}

/** With which devices. */
export function DeviceMenus({ devices }: { readonly devices: Devices }) {
  const t = useTranslate()
  return (
    <section className={styles.menus} aria-label={t('prejoin.devices')}>
      <DeviceSelect devices={devices} kind="microphone" />
      <DeviceSelect devices={devices} kind="camera" />
      <DeviceSelect devices={devices} kind="speaker" />
      <SpeakerTest devices={devices} />
    </section>
  )
}

function Picture({ devices }: { readonly devices: Devices }) {
  const t = useTranslate()
  const state = useStore(devices.state)
  const { track } = state.camera
  const show = useCallback(
    (video: HTMLVideoElement) => {
      video.srcObject = track ? new MediaStream([track]) : null
      return () => {
        video.srcObject = null
      }
    },
    [track],
  )
  if (track) return <video ref={show} className={styles.video} autoPlay muted playsInline />
  return (
    <div className={styles.blank}>
      <p>{t(whyBlank(state))}</p>
      {state.permission === 'prompt' && (state.camera.wanted || state.microphone.wanted) && (
        <Button tone="primary" onClick={() => void devices.open()}>
          {t('prejoin.allow')}
        </Button>
      )}
    </div>
  )
}

function whyBlank({ camera, permission }: DevicesState) {
  if (!camera.wanted) return 'prejoin.cameraOff'
  if (permission === 'asking') return 'prejoin.asking'
  if (camera.failure) return 'prejoin.noPicture'
  return permission === 'prompt' ? 'prejoin.allowText' : 'prejoin.starting'
}

function SpeakerTest({ devices }: { readonly devices: Devices }) {
  const t = useTranslate()
  const [playing, setPlaying] = useState(false)

  async function handlePlay(): Promise<void> {
    setPlaying(true)
    try {
      await devices.testSpeaker()
    } finally {
      setPlaying(false)
    }
  }

  return (
    <Button icon={<Volume2 size={20} aria-hidden="true" />} busy={playing} onClick={() => void handlePlay()}>
      {t('prejoin.testSpeaker')}
    </Button>
  )
}
