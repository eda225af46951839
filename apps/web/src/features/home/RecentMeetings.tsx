import type { ListedMeeting } from '@parvis/contract/meetings'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { Link } from 'wouter'
import { formatDay, formatNames } from '../../platform/i18n/format.ts'
import { useLanguage, useTranslate } from '../../platform/i18n/language.ts'
import { onDemand } from '../../platform/on-demand.tsx'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import styles from './HomePage.module.css'
import { meetingsQuery } from './meetings-query.ts'

/** The meetings that the signed-in person used last. */
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
      {meetings.data && (
        <MeetingList meetings={meetings.data.items} labelledBy="recent-meetings" empty={t('home.noRecent')} />
      )}
      <Link href="/reunions" className={styles.all}>
        {t('home.all')}
      </Link>
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

interface MeetingListProps {
  readonly meetings: readonly ListedMeeting[]
  /** Id of the heading that names the list. */
  readonly labelledBy: string
  /** What is said when there is none. */
  readonly empty: string
}

export function MeetingList({ meetings, labelledBy, empty }: MeetingListProps) {
  const list = useRef<HTMLUListElement>(null)
  useKeptFocus(list)
  if (meetings.length === 0) return <p className={styles.when}>{empty}</p>
  return (
    <ul ref={list} className={styles.list} tabIndex={-1} aria-labelledby={labelledBy}>
      {meetings.map((meeting) => (
        <MeetingItem key={meeting.slug} meeting={meeting} />
      ))}
    </ul>
  )
}

function MeetingItem({ meeting }: { readonly meeting: ListedMeeting }) {
  const t = useTranslate()
  const language = useLanguage()
  const { slug, address, name, access, createdAt, lastUsedAt, actingFor, otherHosts } = meeting
  return (
    <li className={styles.item}>
      <Link href={`/${address ?? slug}`} className={styles.meeting}>
        <span className={styles.name}>{name ?? address ?? slug}</span>
        {actingFor && <span className={styles.when}>{t('meeting.actingFor', { name: actingFor.name })}</span>}
        {otherHosts.length > 0 && (
          <span className={styles.when}>
            {t('meeting.otherHosts', { names: formatNames(otherHosts, language) })}
          </span>
        )}
        <span className={styles.facts}>
          {name && <span>{address ?? slug}</span>}
          <span>{t(accessTexts[access])}</span>
          <span>
            {lastUsedAt
              ? t('home.lastUsed', { day: formatDay(lastUsedAt, language) })
              : t('home.created', { day: formatDay(createdAt, language) })}
          </span>
        </span>
      </Link>
      <MeetingActions meeting={meeting} />
    </li>
  )
}
