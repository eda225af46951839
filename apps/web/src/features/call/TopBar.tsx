import type { MeetingSlug } from '@parvis/contract/ids'
import { Keyboard, Link2, Lock, Settings } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatClock } from '../../platform/i18n/format.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { HiddenText } from '../../ui/HiddenText.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './TopBar.module.css'
import { useNarrow } from '../../ui/use-narrow.ts'
import { useCopyLink } from '../../ui/use-copy-link.ts'

interface TopBarProps {
  readonly slug: MeetingSlug
  readonly name: string
  readonly locked: boolean
  readonly startedAt: string
  /** Shows the list of shortcuts; a narrow window has it in its menu. */
  readonly onList: () => void
  /** For hosts. */
  readonly onSettings: (() => void) | undefined
}

export function TopBar({ slug, name, locked, startedAt, onList, onSettings }: TopBarProps) {
  const t = useTranslate()
  const copyLink = useCopyLink(slug)
  const narrow = useNarrow()
  return (
    <header className={styles.bar}>
      <p className={styles.name}>{name}</p>
      {locked && (
        <p className={styles.locked} title={t('live.locked')}>
          <Lock size={16} aria-hidden="true" />
          <HiddenText>{t('live.locked')}</HiddenText>
        </p>
      )}
      <ElapsedTime since={startedAt} />
      <div className={styles.tools}>
        {onSettings && (
          <IconButton label={t('control.settings')} icon={<Settings size={20} />} onClick={onSettings} />
        )}
        <IconButton label={t('call.copyLink')} icon={<Link2 size={20} />} onClick={copyLink} />
        {!narrow && <IconButton label={t('shortcut.title')} icon={<Keyboard size={20} />} onClick={onList} />}
      </div>
    </header>
  )
}

function ElapsedTime({ since }: { readonly since: string }) {
  const t = useTranslate()
  const [now, setNow] = useState(Date.now)

  // Time passes outside of React.
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])

  return (
    <p className={styles.time} role="timer" aria-label={t('call.elapsed')}>
      {formatClock(now - Date.parse(since))}
    </p>
  )
}
