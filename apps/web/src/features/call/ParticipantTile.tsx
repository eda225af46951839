import type { ParticipantId } from '@parvis/contract/ids'
import type { PresentParticipant } from '@parvis/contract/live'
import { Crown, MicOff, MonitorUp, Star, Wifi, WifiLow, WifiOff } from 'lucide-react'
import { useCallback } from 'react'
import type { Translate } from '../../platform/i18n/catalog.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { Call, CallParticipant } from '../../rtc/call.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { HandMark } from '../hands/index.ts'
import type { Box } from './layout.ts'
import { MoveHandle } from './MoveHandle.tsx'
import type { MoveHandleProps } from './MoveHandle.tsx'
import styles from './ParticipantTile.module.css'

type Standing = Pick<PresentParticipant, 'host' | 'account' | 'administrator'>

interface ParticipantTileProps {
  readonly call: Call
  readonly id: ParticipantId
  readonly box: Box
  /** As the server knows them. */
  readonly standing: Standing | undefined
  /** A host shows them large to everybody. */
  readonly spotlit: boolean
  /** Place of their hand in the queue; 0 while it is down. */
  readonly handPlace: number
  /** Lies on top of another tile, and can be moved out of the way. */
  readonly move?: MoveHandleProps | undefined
}

export function ParticipantTile(props: ParticipantTileProps) {
  const { call, id, box, standing, spotlit, handPlace, move } = props
  const t = useTranslate()
  const participant = useStore(call.participant(id))
  const { name, local, camera, speaking } = participant
  const attach = useCallback((video: HTMLVideoElement) => call.attachVideo(id, video), [call, id])
  return (
    <article
      className={styles.tile}
      style={box}
      data-speaking={speaking}
      data-raised={move !== undefined}
      aria-label={describe(participant, props, t)}
    >
      {/* Under the video: it shows through until the first frame is there. */}
      <Avatar name={name} />
      {camera === 'on' && (
        <video ref={attach} className={styles.video} data-mirrored={local} autoPlay muted playsInline />
      )}
      {handPlace > 0 && (
        <span className={styles.hand}>
          <HandMark place={handPlace} />
        </span>
      )}
      <p className={styles.plate}>
        {spotlit && <Star size={16} aria-hidden="true" />}
        {standing?.host && <Crown size={16} aria-hidden="true" />}
        <StateIcons participant={participant} />
        <span className={styles.name}>{local ? t('tile.you', { name }) : name}</span>
        {standing?.administrator && <Badge strong>{t('badge.administrator')}</Badge>}
      </p>
      {move && <MoveHandle {...move} />}
    </article>
  )
}

/** What the tile's name says in words, for the eye. */
function StateIcons({
  participant: { microphone, sharing, quality },
}: {
  readonly participant: CallParticipant
}) {
  return (
    <>
      {microphone === 'off' && <MicOff className={styles.muted} size={16} aria-hidden="true" />}
      {sharing && <MonitorUp size={16} aria-hidden="true" />}
      {quality === 'poor' && (
        <span className={styles.poor} aria-hidden="true">
          <Wifi size={16} />
          <WifiLow size={16} />
        </span>
      )}
      {quality === 'lost' && <WifiOff size={16} aria-hidden="true" />}
    </>
  )
}

/** The person's name, then their states in words. */
function describe(
  { name, local, microphone, camera, sharing, quality }: CallParticipant,
  { standing, spotlit, handPlace }: Pick<ParticipantTileProps, 'standing' | 'spotlit' | 'handPlace'>,
  t: Translate,
): string {
  return [
    local ? t('tile.you', { name }) : name,
    handPlace > 0 && t('hand.place', { place: handPlace }),
    spotlit && t('tile.spotlit'),
    standing?.administrator && t('badge.administrator'),
    standing?.host && t('badge.host'),
    standing?.account === false && t('badge.guest'),
    microphone === 'off' && t('tile.muted'),
    camera === 'off' && t('tile.noCamera'),
    sharing && t('tile.sharing'),
    quality === 'poor' && t('tile.poor'),
    quality === 'lost' && t('tile.lost'),
  ]
    .filter(Boolean)
    .join(', ')
}
