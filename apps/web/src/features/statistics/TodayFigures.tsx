import { useQuery } from '@tanstack/react-query'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Notice } from '../../ui/Notice.tsx'
import { statisticsQuery } from './statistics-query.ts'
import styles from './StatisticsSection.module.css'
import { Totals } from './Totals.tsx'

const shown = ['meetings', 'participants', 'minutes', 'peak'] as const

/** The day so far, for the overview. */
export function TodayFigures() {
  const t = useConsoleTranslate()
  const { data, error } = useQuery(statisticsQuery('day'))
  return (
    <section className={styles.today} aria-labelledby="today">
      <h2 id="today">{t('statistics.today')}</h2>
      {error && <Notice tone="danger">{t(toMessageKey(error))}</Notice>}
      {!data && !error && <output>{t('page.loading')}</output>}
      {data && <Totals total={data.total} shown={shown} />}
    </section>
  )
}
