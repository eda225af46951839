import type { Meeting } from '@parvis/contract/meetings'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { Link } from 'wouter'
import { formatDay } from '../../platform/i18n/format.ts'
import { useLanguage, useTranslate } from '../../platform/i18n/language.ts'
import { onDemand } from '../../platform/on-demand.tsx'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import styles from './HomePage.module.css'
import { meetingsQuery } from './meetings-query.ts'

/** The meetings in which the signed-in person has a role. */
export function RecentMeetings() {
  const t = useTranslate()
  const meetings = useQuery(meetingsQuery)
  return (
    <section className={styles.recent} aria-labelledby="recent-meetings">
      <h2 id="recent-meetings" className={styles.subtitle}>
        {t('home.recent')}
      </h2>
      {meetings.isPending && <p className={styles.when}>{t('page.loading')}</p>}
      {meetings.isError && (
        <Notice tone="danger">
          <p>{t(toMessageKey(meetings.error))}</p>
          <Button onClick={() => void meetings.refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      {meetings.data && <MeetingList meetings={meetings.data.meetings} />}
    </section>
  )
}

// Menus and dialogs come after the page: the list is read and its links work without them.
const MeetingActions = onDemand(async () => (await import('./MeetingActions.tsx')).MeetingActions)

const accessTexts = {
  public: 'meeting.accessShort.public',
  trusted: 'meeting.accessShort.trusted',
  restricted: 'meeting.accessShort.restricted',
} as const

function MeetingList({ meetings }: { readonly meetings: readonly Meeting[] }) {
  const t = useTranslate()
  const list = useRef<HTMLUListElement>(null)
  useKeptFocus(list)
  if (meetings.length === 0) return <p className={styles.when}>{t('home.noRecent')}</p>
  return (
    <ul ref={list} className={styles.list} tabIndex={-1} aria-labelledby="recent-meetings">
      {meetings.map((meeting) => (
        <MeetingItem key={meeting.slug} meeting={meeting} />
      ))}
    </ul>
  )
}

function MeetingItem({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslate()
  const language = useLanguage()
  const { slug, name, access, createdAt, lastUsedAt } = meeting
  return (
    <li className={styles.item}>
      <Link href={`/${slug}`} className={styles.meeting}>
        <span className={styles.name}>{name ?? slug}</span>
        <span className={styles.when}>{t(accessTexts[access])}</span>
        <span className={styles.when}>
          {lastUsedAt
            ? t('home.lastUsed', { day: formatDay(lastUsedAt, language) })
            : t('home.created', { day: formatDay(createdAt, language) })}
        </span>
      </Link>
      <MeetingActions meeting={meeting} />
    </li>
  )
}
