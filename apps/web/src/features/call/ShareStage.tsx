import type { ParticipantId } from '@parvis/contract/ids'
import { Maximize, Minimize, Pin, PinOff } from 'lucide-react'
import { useCallback, useRef } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { Call } from '../../rtc/call.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import type { Box } from './layout.ts'
import styles from './ShareStage.module.css'
import { useFullScreen } from './use-full-screen.ts'

interface ShareStageProps {
  readonly call: Call
  /** Who shares, first come first. */
  readonly sharers: readonly ParticipantId[]
  /** One of them. */
  readonly shown: ParticipantId
  readonly onChoose: (id: ParticipantId) => void
  readonly box: Box
  /** On: it has the stage to itself. Off: it is a tile among the others. */
  readonly pin: { readonly on: boolean; readonly toggle: () => void }
}

/** The shared screen. When several people share, one is shown and the others are one click away. */
export function ShareStage({ call, sharers, shown, onChoose, box, pin }: ShareStageProps) {
  const t = useTranslate()
  const stage = useRef<HTMLElement>(null)
  const fullScreen = useFullScreen(stage)
  return (
    <section ref={stage} className={styles.stage} style={box} aria-label={t('share.stage')}>
      {sharers.length > 1 && (
        <fieldset className={styles.tabs} aria-label={t('share.choose')}>
          {sharers.map((id) => (
            <SharerButton key={id} call={call} id={id} pressed={id === shown} onClick={() => onChoose(id)} />
          ))}
        </fieldset>
      )}
      <Screen key={shown} call={call} id={shown} />
      <div className={styles.tools}>
        {!fullScreen?.on && (
          <IconButton
            label={t('share.pin')}
            icon={pin.on ? <Pin size={20} /> : <PinOff size={20} />}
            pressed={pin.on}
            onClick={pin.toggle}
          />
        )}
        {fullScreen && (
          <IconButton
            label={t('share.fullScreen')}
            icon={fullScreen.on ? <Minimize size={20} /> : <Maximize size={20} />}
            pressed={fullScreen.on}
            onClick={fullScreen.toggle}
          />
        )}
      </div>
    </section>
  )
}

function Screen({ call, id }: { readonly call: Call; readonly id: ParticipantId }) {
  const t = useTranslate()
  const name = useStore(call.participant(id), ({ name }) => name)
  const attach = useCallback((video: HTMLVideoElement) => call.attachVideo(id, video, 'screen'), [call, id])
  return (
    <figure className={styles.screen}>
      {/* Under the video: it shows through until the first frame is there. */}
      <p className={styles.coming} aria-hidden="true">
        {t('share.coming')}
      </p>
      <video ref={attach} className={styles.video} autoPlay muted playsInline />
      <figcaption className={styles.caption}>{t('share.by', { name })}</figcaption>
    </figure>
  )
}

interface SharerButtonProps {
  readonly call: Call
  readonly id: ParticipantId
  readonly pressed: boolean
  readonly onClick: () => void
}

function SharerButton({ call, id, pressed, onClick }: SharerButtonProps) {
  const name = useStore(call.participant(id), ({ name }) => name)
  return (
    <Button tone={pressed ? 'primary' : 'plain'} aria-pressed={pressed} onClick={onClick}>
      {name}
    </Button>
  )
}
