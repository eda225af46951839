import { exportStatistics } from '@parvis/contract/statistics'
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { addressOf } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button, DownloadLink } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { BarChart } from './BarChart.tsx'
import { FigureTable } from './FigureTable.tsx'
import { measures, statisticsQuery, toPeriod } from './statistics-query.ts'
import type { Measure, Span } from './statistics-query.ts'
import styles from './StatisticsSection.module.css'
import { Totals } from './Totals.tsx'

/** Meetings, people and minutes of what the administrator administers. */
export function StatisticsSection() {
  const t = useConsoleTranslate()
  const [span, setSpan] = useState<Span>('month')
  const [measure, setMeasure] = useState<Measure>('minutes')
  const { data, error, refetch } = useQuery(statisticsQuery(span))
  const query = toPeriod(span)
  return (
    <>
      <p>{t('statistics.intro', { zone: query.timeZone })}</p>
      <div className={styles.choices}>
        <Select
          label={t('statistics.period')}
          value={span}
          options={[
            { value: 'month', label: t('statistics.month') },
            { value: 'year', label: t('statistics.year') },
          ]}
          onChange={setSpan}
        />
        <Select
          label={t('statistics.measure')}
          value={measure}
          options={measures.map((value) => ({ value, label: t(`statistics.${value}`) }))}
          onChange={setMeasure}
        />
      </div>
      {error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(error))}</p>
          <Button onClick={() => void refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      {!data && !error && <output>{t('page.loading')}</output>}
      {data && (
        <>
          <Totals total={data.total} />
          <BarChart periods={data.periods} measure={measure} unit={query.unit} />
          <div>
            <DownloadLink
              href={addressOf(exportStatistics, { query })}
              icon={<Download size={20} aria-hidden="true" />}
            >
              {t('statistics.csv')}
            </DownloadLink>
          </div>
          <FigureTable periods={data.periods} unit={query.unit} />
        </>
      )}
    </>
  )
}
