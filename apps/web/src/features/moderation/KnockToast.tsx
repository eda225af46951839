import type { ParticipantId } from '@parvis/contract/ids'
import type { WaitingParticipant } from '@parvis/contract/live'
import { useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import type { HostActs } from './host-acts.ts'
import styles from './KnockToast.module.css'

interface KnockToastProps {
  readonly waiting: readonly WaitingParticipant[]
  readonly acts: HostActs
}

/** Who knocked first and was not put off, over the call. It never takes the focus. */
export function KnockToast({ waiting, acts }: KnockToastProps) {
  const t = useTranslate()
  const [later, setLater] = useState<readonly ParticipantId[]>([])
  const [first, ...others] = waiting.filter(({ id }) => !later.includes(id))
  if (!first) return null
  const { id, name, account } = first
  return (
    <section className={styles.toast} aria-label={t('knock.title')}>
      <p className={styles.who}>
        <Avatar name={name} small />
        <span className={styles.words}>
          {t('knock.asks', { name })} <Badge>{t(account ? 'badge.account' : 'badge.guest')}</Badge>
        </span>
      </p>
      {others.length > 0 && <p className={styles.more}>{t('knock.more', { count: others.length })}</p>}
      <div className={styles.actions}>
        <Button tone="primary" onClick={() => acts.answer('admit', [id])}>
          {t('knock.admit')}
        </Button>
        <Button onClick={() => acts.answer('refuse', [id])}>{t('knock.refuse')}</Button>
        <Button tone="quiet" onClick={() => setLater(waiting.map((one) => one.id))}>
          {t('knock.later')}
        </Button>
      </div>
    </section>
  )
}
