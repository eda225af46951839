import type { ParticipantId } from '@parvis/contract/ids'
import type { PresentParticipant } from '@parvis/contract/live'
import { MicOff, MonitorUp, VideoOff, X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { ReactNode } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { Call } from '../../rtc/call.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { HiddenText } from '../../ui/HiddenText.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './PeoplePanel.module.css'

interface PeoplePanelProps {
  readonly call: Call
  /** Everybody whom the server counts in, be their media there or not. */
  readonly present: readonly PresentParticipant[]
  readonly onClose: () => void
}

export function PeoplePanel({ call, present, onClose }: PeoplePanelProps) {
  const t = useTranslate()
  const ids = useStore(call.participants)
  const absent = present.filter(({ id }) => !ids.includes(id))
  const panel = useRef<HTMLElement>(null)
  usePanelKeys(panel, onClose)

  return (
    <aside ref={panel} className={styles.panel} aria-label={t('control.people')} tabIndex={-1}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t('control.people')}</h2>
        <span className={styles.count}>{ids.length}</span>
        <IconButton label={t('page.close')} icon={<X size={20} />} onClick={onClose} />
      </header>
      <ul className={styles.list}>
        {ids.map((id) => (
          <Person key={id} call={call} id={id} />
        ))}
        {absent.map(({ id, name }) => (
          <li key={id} className={styles.person}>
            <Avatar name={name} small />
            <span className={styles.name}>{name}</span>
            <span className={styles.state}>{t('people.connecting')}</span>
          </li>
        ))}
      </ul>
    </aside>
  )
}

function Person({ call, id }: { readonly call: Call; readonly id: ParticipantId }) {
  const t = useTranslate()
  const { name, local, microphone, camera, sharing } = useStore(call.participant(id))
  return (
    <li className={styles.person}>
      <Avatar name={name} small />
      <span className={styles.name}>{local ? t('tile.you', { name }) : name}</span>
      {sharing && <State icon={<MonitorUp size={20} />} words={t('tile.sharing')} />}
      {microphone === 'off' && <State icon={<MicOff size={20} />} words={t('tile.muted')} />}
      {camera === 'off' && <State icon={<VideoOff size={20} />} words={t('tile.noCamera')} />}
    </li>
  )
}

function State({ icon, words }: { readonly icon: ReactNode; readonly words: string }) {
  return (
    <span title={words}>
      {icon}
      <HiddenText>{words}</HiddenText>
    </span>
  )
}

/** Takes the focus in when the panel opens, closes it by Escape, and gives the focus back. */
function usePanelKeys(panel: { readonly current: HTMLElement | null }, onClose: () => void): void {
  const close = useEffectEvent(onClose)

  // Focus and keys are the browser's.
  useEffect(() => {
    const before = document.activeElement
    const element = panel.current
    const handleKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }
    element?.focus()
    element?.addEventListener('keydown', handleKey)
    return () => {
      element?.removeEventListener('keydown', handleKey)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [panel])
}
