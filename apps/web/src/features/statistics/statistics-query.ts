import { getStatistics } from '@parvis/contract/statistics'
import type { StatisticsPeriod } from '@parvis/contract/statistics'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

export type Span = 'day' | 'month' | 'year'
export type Measure = Exclude<keyof StatisticsPeriod, 'start'>

/** In the order in which they are shown. */
export const measures = [
  'meetings',
  'participants',
  'accounts',
  'guests',
  'minutes',
  'poorMinutes',
  'peak',
  'refused',
  'neverConnected',
] as const satisfies readonly Measure[]

/** Today, or the last 30 days or 12 months, today included, in the reader's own time zone. */
export function toPeriod(span: Span, today = new Date()) {
  const first = new Date(today)
  if (span === 'month') first.setDate(first.getDate() - 29)
  else if (span === 'year') first.setMonth(first.getMonth() - 11, 1)
  return {
    from: toDay(first),
    to: toDay(today),
    unit: span === 'year' ? 'month' : 'day',
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  } as const
}

function toDay(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

export function statisticsQuery(span: Span) {
  const query = toPeriod(span)
  return queryOptions({
    queryKey: ['admin', 'statistics', query],
    queryFn: () => call(getStatistics, { query }),
  })
}
