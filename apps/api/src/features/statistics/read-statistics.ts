import type { exportStatistics, getStatistics, StatisticsPeriod } from '@parvis/contract/statistics'
import type { Context } from '../../context.ts'
import type { ReplyOf } from '@parvis/contract/route'
import { inTransaction } from '../../platform/database.ts'
import { toCsvRecord } from '../../platform/csv.ts'
import type { Handler, StreamHandler } from '../../platform/http/serve.ts'
import type { TakeTurn } from '../../platform/turns.ts'
import { sendFile } from '../../platform/send-file.ts'
import { readingOf } from '../authority/index.ts'
import { countPeriods } from './store.ts'
import type { CountedPeriod, StatisticsWanted } from './store.ts'

interface Needs extends Pick<Context, 'database'> {
  /** What is counted from many rows holds a connection for long: few at once. */
  readonly takeTurn: TakeTurn
}

export function readStatistics(needs: Needs): Handler<typeof getStatistics> {
  return async ({ query, caller }) => {
    const { organisationId } = readingOf(caller, query.organisationId)
    return read(needs, { ...query, organisationId })
  }
}

async function read(
  { database, takeTurn }: Needs,
  wanted: StatisticsWanted,
): Promise<ReplyOf<typeof getStatistics>> {
  const counted = await takeTurn(() => inTransaction(database.pool, (sql) => countPeriods(sql, wanted)))
  const sum = (of: (period: CountedPeriod) => number): number =>
    counted.reduce((total, period) => total + of(period), 0)
  return {
    periods: counted.map((period) => ({
      ...period,
      minutes: Math.round(period.minutes),
      poorMinutes: Math.round(period.poorMinutes),
    })),
    total: {
      meetings: sum(({ meetings }) => meetings),
      participants: sum(({ participants }) => participants),
      guests: sum(({ guests }) => guests),
      // Who was there on two days is one account.
      accounts: sum(({ newcomers }) => newcomers),
      minutes: Math.round(sum(({ minutes }) => minutes)),
      peak: Math.max(0, ...counted.map(({ peak }) => peak)),
      refused: sum(({ refused }) => refused),
      neverConnected: sum(({ neverConnected }) => neverConnected),
      poorMinutes: Math.round(sum(({ poorMinutes }) => poorMinutes)),
    },
  }
}

const columns = [
  'start',
  'meetings',
  'participants',
  'guests',
  'accounts',
  'minutes',
  'peak',
  'refused',
  'neverConnected',
  'poorMinutes',
] as const satisfies readonly (keyof StatisticsPeriod)[]

export function exportAsCsv(needs: Needs): StreamHandler<typeof exportStatistics> {
  return async ({ query, caller }, response) => {
    const { organisationId } = readingOf(caller, query.organisationId)
    const { periods } = await read(needs, { ...query, organisationId })
    await sendFile(response, {
      name: `parvis-statistics-${query.from}-${query.to}.csv`,
      type: 'text/csv',
      parts: toCsv(periods),
    })
  }
}

async function* toCsv(periods: readonly StatisticsPeriod[]): AsyncGenerator<string> {
  yield toCsvRecord(columns)
  for (const period of periods) yield toCsvRecord(columns.map((column) => period[column]))
}
