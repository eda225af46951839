import type { WaitingParticipant } from '@parvis/contract/live'
import { useId } from 'react'
import { formatTime } from '../../platform/i18n/format.ts'
import { useLanguage, useTranslate } from '../../platform/i18n/language.ts'
import type { WaitingTalk } from '../../platform/waiting-talk.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Conversation } from '../../ui/Conversation.tsx'
import type { HostActs } from './host-acts.ts'
import { StandingBadges } from './StandingBadges.tsx'
import styles from './WaitingList.module.css'

interface WaitingListProps {
  readonly waiting: readonly WaitingParticipant[]
  readonly talk: WaitingTalk
  readonly acts: HostActs
}

/** More rows than this help nobody to find a name, and cost every change of the list. */
const mostShown = 30

/** Those who wait, longest first, on top of the people panel of hosts; all of them are answered by one press. */
export function WaitingList({ waiting, talk, acts }: WaitingListProps) {
  const t = useTranslate()
  const id = useId()
  if (waiting.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id} className={styles.title}>
        {t('knock.waiting')} <span className={styles.count}>{waiting.length}</span>
      </h3>
      <div className={styles.actions}>
        <Button onClick={() => acts.answer('admit', 'all')}>{t('knock.admitAll')}</Button>
        <Button onClick={() => acts.answer('refuse', 'all')}>{t('knock.refuseAll')}</Button>
      </div>
      <ul className={styles.list}>
        {waiting.slice(0, mostShown).map((somebody) => (
          <WaitingPerson key={somebody.id} somebody={somebody} talk={talk} acts={acts} />
        ))}
      </ul>
      {waiting.length > mostShown && (
        <p className={styles.since}>{t('knock.others', { count: waiting.length - mostShown })}</p>
      )}
    </section>
  )
}

interface WaitingPersonProps {
  readonly somebody: WaitingParticipant
  readonly talk: WaitingTalk
  readonly acts: HostActs
}

function WaitingPerson({ somebody, talk, acts }: WaitingPersonProps) {
  const { id, name, since } = somebody
  const t = useTranslate()
  const language = useLanguage()
  const nameId = useId()
  const lines = talk.lines.filter(({ place }) => place === id)
  return (
    <li className={styles.person}>
      <p className={styles.who}>
        <Avatar name={name} small />
        <span className={styles.words}>
          <span id={nameId} className={styles.name}>
            {name}
          </span>{' '}
          <StandingBadges known={somebody} />
          <span className={styles.since}>{t('knock.since', { time: formatTime(since, language) })}</span>
        </span>
      </p>
      <div className={styles.actions}>
        <Button tone="primary" aria-describedby={nameId} onClick={() => acts.answer('admit', [id])}>
          {t('knock.admit')}
        </Button>
        <Button aria-describedby={nameId} onClick={() => acts.answer('refuse', [id])}>
          {t('knock.refuse')}
        </Button>
      </div>
      {(talk.allowed || lines.length > 0) && (
        <Conversation
          title={t('waitingRoom.with', { name })}
          lines={lines.map((line) => ({
            id: line.id,
            own: line.from === 'host',
            from: line.from === 'host' ? (line.by ?? t('live.aHost')) : name,
            text: line.text,
          }))}
          fieldLabel={t('waitingRoom.write', { name })}
          sendLabel={t('waitingRoom.send')}
          onSend={talk.allowed ? (text) => acts.write(id, text) : undefined}
        />
      )}
    </li>
  )
}
