import type { ParticipantId } from '@parvis/contract/ids'
import type { WaitingParticipant } from '@parvis/contract/live'
import { useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import type { HostActs } from './host-acts.ts'
import styles from './KnockToast.module.css'
import { StandingBadges } from './StandingBadges.tsx'

interface KnockToastProps {
  readonly waiting: readonly WaitingParticipant[] | null
  readonly acts: HostActs
  /** Shows everybody who waits. */
  readonly onSeeAll: () => void
}

/** Who knocked first and was not put off, over the call. It never takes the focus. */
export function KnockToast({ waiting, acts, onSeeAll }: KnockToastProps) {
  const t = useTranslate()
  const [later, setLater] = useState<ReadonlySet<ParticipantId>>(new Set())
  const [first, ...others] = (waiting ?? []).filter(({ id }) => !later.has(id))
  if (!first) return null
  const { id, name } = first
  return (
    <section className={styles.toast} aria-label={t('knock.title')}>
      <p className={styles.who}>
        <Avatar name={name} small />
        <span className={styles.words}>
          {t('knock.asks', { name })} <StandingBadges known={first} />
        </span>
      </p>
      {others.length > 0 && <p className={styles.more}>{t('knock.more', { count: others.length })}</p>}
      <div className={styles.actions}>
        <Button tone="primary" onClick={() => acts.answer('admit', [id])}>
          {t('knock.admit')}
        </Button>
        <Button onClick={() => acts.answer('refuse', [id])}>{t('knock.refuse')}</Button>
        {others.length > 0 && <Button onClick={onSeeAll}>{t('knock.seeAll')}</Button>}
        <Button tone="quiet" onClick={() => setLater(new Set(waiting?.map((one) => one.id)))}>
          {t('knock.later')}
        </Button>
      </div>
    </section>
  )
}
