import type { StatisticsPeriod } from '@parvis/contract/statistics'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { ScrolledTable } from '../../ui/ScrolledTable.tsx'
import { formatPeriod } from './format-period.ts'
import { measures } from './statistics-query.ts'

interface FigureTableProps {
  readonly periods: readonly StatisticsPeriod[]
  readonly unit: 'day' | 'month'
}

/** Every figure, the newest first. */
export function FigureTable({ periods, unit }: FigureTableProps) {
  const t = useConsoleTranslate()
  const language = useLanguage()
  const numbers = new Intl.NumberFormat(language)
  return (
    <ScrolledTable
      caption={t('statistics.table')}
      heads={[t('statistics.start'), ...measures.map((measure) => t(`statistics.${measure}`))]}
      rows={periods.toReversed().map((period) => ({
        key: period.start,
        head: formatPeriod(period.start, unit, language),
        cells: measures.map((measure) => numbers.format(period[measure])),
      }))}
    />
  )
}
