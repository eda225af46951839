import * as z from 'zod/mini'
import { organisationId } from './ids.ts'
import { defineRoute } from './route.ts'
import { timeZone } from './time-zone.ts'

/** At most so many days or months at a time. */
const mostPeriods = 800

const query = z
  .object({
    organisationId: z.optional(organisationId),
    /** First and last day, in the time zone. */
    from: z.iso.date(),
    to: z.iso.date(),
    unit: z.enum(['day', 'month']),
    /** What a day is. Days that are over are kept for the time zones of the configuration; others take longer. */
    timeZone,
  })
  .check(
    z.refine(({ from }) => from >= '0001', { error: 'no such year' }),
    z.refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < mostPeriods * 86_400_000, {
      error: `from at most ${mostPeriods} days before to`,
    }),
  )
export type StatisticsQuery = z.output<typeof query>

/** What happened in one day or month. Counts only: nobody can be found in it (security.md, C16). */
const figures = {
  /** Sittings to which somebody came, when the first of them did. */
  meetings: z.number(),
  /** People who came, once for each sitting and browser. */
  participants: z.number(),
  /** Those of them who have no account. */
  guests: z.number(),
  /** Different accounts that were there. */
  accounts: z.number(),
  /** Time in calls, of all people together. */
  minutes: z.number(),
  /** Most people at the same moment, all meetings together. */
  peak: z.number(),
  /** Refused by a host. */
  refused: z.number(),
  /** Let in and never seen in the call: the connection failed, or they turned back. */
  neverConnected: z.number(),
  /** Time in calls, of all people together, in which somebody's page said that they were connected badly or not at all. */
  poorMinutes: z.number(),
}

export const statisticsPeriod = z.object({
  /** First day, `2026-11-01`. */
  start: z.iso.date(),
  ...figures,
})
export type StatisticsPeriod = z.output<typeof statisticsPeriod>

export const getStatistics = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/statistics',
  tag: 'statistics',
  summary:
    'Meetings, people and minutes by day or month: of the caller’s organisation, or of all or one for administrators of the installation. Who is in a call now counts until now.',
  access: 'administrator',
  scope: 'statistics:read',
  query,
  status: 200,
  reply: z.object({ periods: z.array(statisticsPeriod), total: z.object(figures) }),
  problems: ['not-found'],
})

export const exportStatistics = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/statistics.csv',
  tag: 'statistics',
  summary: 'The same as CSV (RFC 4180), one record for each day or month.',
  access: 'administrator',
  scope: 'statistics:read',
  query,
  status: 200,
  file: 'text/csv',
  problems: ['not-found'],
})
