import type { StatisticsPeriod } from '@parvis/contract/statistics'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { HiddenText } from '../../ui/HiddenText.tsx'
import { formatPeriod } from './format-period.ts'
import type { Measure } from './statistics-query.ts'
import styles from './StatisticsSection.module.css'

const [width, height, gap] = [600, 160, 2]

interface BarChartProps {
  readonly periods: readonly StatisticsPeriod[]
  readonly measure: Measure
  readonly unit: 'day' | 'month'
}

/** One bar for each day or month. For those who do not see it, the sentence and the table say the same. */
export function BarChart({ periods, measure, unit }: BarChartProps) {
  const t = useConsoleTranslate()
  const language = useLanguage()
  const most = Math.max(0, ...periods.map((period) => period[measure]))
  const step = width / Math.max(1, periods.length)
  const [first, last] = [periods[0], periods.at(-1)]
  if (!first || !last) return null
  const label = t('statistics.chart', {
    measure: t(`statistics.${measure}`),
    first: formatPeriod(first.start, unit, language),
    last: formatPeriod(last.start, unit, language),
    most,
  })
  return (
    <figure className={styles.chart}>
      <svg className={styles.bars} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <path className={styles.axis} d={`M0 ${height - 0.5}H${width}M0 0.5H${width}`} />
        {periods.map((period, place) => {
          const size = (period[measure] / (most || 1)) * (height - 4)
          return (
            <rect
              key={period.start}
              className={styles.bar}
              x={place * step + gap / 2}
              y={height - size}
              width={Math.max(1, step - gap)}
              height={size}
            />
          )
        })}
      </svg>
      <figcaption>
        <HiddenText>{label}</HiddenText>
        <span className={styles.caption} aria-hidden="true">
          <span>{formatPeriod(first.start, unit, language)}</span>
          <span>{t('statistics.most', { measure: t(`statistics.${measure}`), most })}</span>
          <span>{formatPeriod(last.start, unit, language)}</span>
        </span>
      </figcaption>
    </figure>
  )
}
