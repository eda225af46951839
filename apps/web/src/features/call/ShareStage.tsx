import type { ParticipantId } from '@parvis/contract/ids'
import { useCallback, useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { Call } from '../../rtc/call.ts'
import { Button } from '../../ui/Button.tsx'
import type { Box } from './layout.ts'
import styles from './ShareStage.module.css'

interface ShareStageProps {
  readonly call: Call
  /** Who shares, first come first; at least one. */
  readonly sharers: readonly ParticipantId[]
  readonly box: Box
}

/** The shared screen. When several people share, one is shown and the others are one click away. */
export function ShareStage({ call, sharers, box }: ShareStageProps) {
  const t = useTranslate()
  const [chosen, setChosen] = useState<ParticipantId>()
  const shown = sharers.find((id) => id === chosen) ?? sharers[0]
  if (shown === undefined) return null
  return (
    <section className={styles.stage} style={box} aria-label={t('share.stage')}>
      {sharers.length > 1 && (
        <fieldset className={styles.tabs} aria-label={t('share.choose')}>
          {sharers.map((id) => (
            <SharerButton key={id} call={call} id={id} pressed={id === shown} onClick={() => setChosen(id)} />
          ))}
        </fieldset>
      )}
      <Screen key={shown} call={call} id={shown} />
    </section>
  )
}

function Screen({ call, id }: { readonly call: Call; readonly id: ParticipantId }) {
  const t = useTranslate()
  const name = useStore(call.participant(id), ({ name }) => name)
  const attach = useCallback((video: HTMLVideoElement) => call.attachVideo(id, video, 'screen'), [call, id])
  return (
    <figure className={styles.screen}>
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
