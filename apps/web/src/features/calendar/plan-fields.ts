import { weekdays } from '@parvis/contract/plan'
import type { Plan, Recurrence, Weekday } from '@parvis/contract/plan'

export const repeats = ['none', 'daily', 'weekly', 'monthly-date', 'monthly-weekday'] as const
export type Repeat = (typeof repeats)[number]

/** A plan as the fields of the form hold it. */
export interface PlanFields {
  readonly title: string
  readonly description: string
  /** `2026-03-20`, empty while it is not chosen. */
  readonly date: string
  /** `09:00` */
  readonly time: string
  readonly timeZone: string
  readonly durationMinutes: number
  readonly repeat: Repeat
  readonly every: number
  /** Of a weekly repetition, beside the weekday of the date. */
  readonly alsoOn: readonly Weekday[]
  readonly end: 'count' | 'until'
  readonly count: number
  readonly until: string
  readonly exceptions: readonly string[]
}

/** A new plan: an hour, at the next full hour but one. */
export function newFields(now: Date, timeZone: string): PlanFields {
  const start = new Date(now.getTime() + 2 * 60 * 60 * 1000)
  return {
    title: '',
    description: '',
    date: `${start.getFullYear()}-${twoDigits(start.getMonth() + 1)}-${twoDigits(start.getDate())}`,
    time: `${twoDigits(start.getHours())}:00`,
    timeZone,
    durationMinutes: 60,
    repeat: 'none',
    every: 1,
    alsoOn: [],
    end: 'count',
    count: 10,
    until: '',
    exceptions: [],
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

export function toFields(plan: Plan): PlanFields {
  const { title, description, start, timeZone, durationMinutes, recurrence, exceptions } = plan
  const [date = '', time = ''] = start.split('T')
  const days = recurrence?.frequency === 'weekly' ? recurrence.days : []
  return {
    title,
    description,
    date,
    time,
    timeZone,
    durationMinutes,
    exceptions,
    repeat: repeatOf(recurrence),
    every: recurrence?.every ?? 1,
    alsoOn: days.filter((day) => day !== weekdayOf(date)),
    end: recurrence?.until === undefined ? 'count' : 'until',
    count: recurrence?.count ?? 10,
    until: recurrence?.until ?? '',
  }
}

function repeatOf(recurrence: Recurrence | null): Repeat {
  if (!recurrence) return 'none'
  return recurrence.frequency === 'monthly' ? `monthly-${recurrence.by}` : recurrence.frequency
}

export function toPlan(fields: PlanFields): Plan {
  const { title, description, date, time, timeZone, durationMinutes, repeat } = fields
  return {
    title,
    description,
    start: `${date}T${time}`,
    timeZone,
    durationMinutes,
    recurrence: toRecurrence(fields),
    // What was left out of a series means nothing once there is none.
    exceptions: repeat === 'none' ? [] : [...fields.exceptions],
  }
}

function toRecurrence({ repeat, date, every, alsoOn, end, count, until }: PlanFields): Recurrence | null {
  const bound = { every, ...(end === 'count' ? { count } : { until }) }
  const own = weekdayOf(date)
  switch (repeat) {
    case 'none':
      return null
    case 'daily':
      return { frequency: 'daily', ...bound }
    case 'weekly':
      return {
        frequency: 'weekly',
        days: weekdays.filter((day) => day === own || alsoOn.includes(day)),
        ...bound,
      }
    case 'monthly-date':
      return { frequency: 'monthly', by: 'date', ...bound }
    case 'monthly-weekday':
      return { frequency: 'monthly', by: 'weekday', ...bound }
  }
}

/** The weekday of a date, undefined while there is none. */
export function weekdayOf(date: string): Weekday | undefined {
  const day = new Date(date).getUTCDay()
  return Number.isNaN(day) ? undefined : weekdays[(day + 6) % 7]
}

export type Fault = 'title' | 'date' | 'time' | 'until' | 'count'

/** What has to be mended before the plan can be sent, the first field first. */
export function findFaults(fields: PlanFields, titleFits: boolean): readonly Fault[] {
  const { date, time, repeat, end, count, until } = fields
  const ends = repeat !== 'none'
  return [
    ...(titleFits ? [] : ['title' as const]),
    ...(date === '' ? ['date' as const] : []),
    ...(time === '' ? ['time' as const] : []),
    ...(ends && end === 'until' && (until === '' || until < date) ? ['until' as const] : []),
    ...(ends && end === 'count' && !(count >= 2 && count <= 400) ? ['count' as const] : []),
  ]
}
