import { listMeetings } from '@parvis/contract/meetings'
import type { Meeting } from '@parvis/contract/meetings'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../../platform/api.ts'
import { formatDay } from '../../platform/i18n/format.ts'
import { useLanguage, useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './HomePage.module.css'

export function RecentMeetings() {
  const t = useTranslate()
  const meetings = useQuery({ queryKey: ['meetings'], queryFn: () => call(listMeetings, {}) })
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

function MeetingList({ meetings }: { readonly meetings: readonly Meeting[] }) {
  const t = useTranslate()
  const language = useLanguage()
  if (meetings.length === 0) return <p className={styles.when}>{t('home.noRecent')}</p>
  return (
    <ul className={styles.list}>
      {meetings.map(({ slug, name, createdAt, lastUsedAt }) => (
        <li key={slug} className={styles.item}>
          <Link href={`/${slug}`} className={styles.meeting}>
            <span className={styles.name}>{name ?? slug}</span>
            <span className={styles.when}>
              {lastUsedAt
                ? t('home.lastUsed', { day: formatDay(lastUsedAt, language) })
                : t('home.created', { day: formatDay(createdAt, language) })}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
