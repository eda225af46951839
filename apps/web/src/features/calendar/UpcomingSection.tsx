import type { Upcoming } from '@parvis/contract/calendar'
import { useInfiniteQuery } from '@tanstack/react-query'
import { CalendarPlus, Rss } from 'lucide-react'
import { useRef, useState } from 'react'
import { useLanguage } from '../../platform/i18n/language.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button, ButtonLink } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import styles from './calendar.module.css'
import { upcomingQuery } from './calendar-queries.ts'
import { FeedDialog } from './FeedDialog.tsx'
import { groupByDay } from './group-by-day.ts'
import type { UpcomingDay } from './group-by-day.ts'
import { UpcomingItem } from './UpcomingItem.tsx'

/** What goes on and what comes of one's meetings, and the ways to plan another and to follow them in a calendar. */
export function UpcomingSection() {
  const t = useMeetingsTranslate()
  const section = useRef<HTMLElement>(null)
  useKeptFocus(section)
  const [subscribing, setSubscribing] = useState(false)
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(upcomingQuery)
  const icon = { size: 20, 'aria-hidden': true } as const
  return (
    <section ref={section} className={styles.section} tabIndex={-1} aria-labelledby="upcoming-title">
      <h2 id="upcoming-title" className={styles.title}>
        {t('calendar.upcoming')}
      </h2>
      {isPending && <output className={styles.soft}>{t('page.loading')}</output>}
      {error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(error))}</p>
          <Button onClick={() => void refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      {data && <Days items={data.pages.flatMap(({ items }) => items)} />}
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('page.more')}
        </Button>
      )}
      <div className={styles.actions}>
        <ButtonLink href="/planifier">
          <CalendarPlus {...icon} /> {t('calendar.plan')}
        </ButtonLink>
        <Button icon={<Rss {...icon} />} onClick={() => setSubscribing(true)}>
          {t('calendar.subscribe')}
        </Button>
      </div>
      {subscribing && <FeedDialog onClose={() => setSubscribing(false)} />}
    </section>
  )
}

function Days({ items }: { readonly items: readonly Upcoming[] }) {
  const t = useMeetingsTranslate()
  if (items.length === 0) return <p className={styles.soft}>{t('calendar.nothing')}</p>
  return (
    <div className={styles.days}>
      {groupByDay(items).map((day) => (
        <Day key={day.day.getTime()} {...day} />
      ))}
    </div>
  )
}

function Day({ day, items }: UpcomingDay) {
  const language = useLanguage()
  const id = `day-${day.getTime()}`
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' })
  return (
    <>
      <h3 id={id} className={styles.day}>
        {name.format(day)}
      </h3>
      <ul className={styles.list} aria-labelledby={id}>
        {items.map((item) => (
          <UpcomingItem key={`${item.scheduleId} ${item.startsAt}`} item={item} />
        ))}
      </ul>
    </>
  )
}
