import { scheduleRule, weekdays } from '@parvis/contract/plan'
import type { Plan, Recurrence, Weekday } from '@parvis/contract/plan'
import { Problem } from '@parvis/contract/problems'
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'

/** When something takes place: what a plan says about time. */
export type Timing = Pick<Plan, 'start' | 'timeZone' | 'durationMinutes' | 'recurrence' | 'exceptions'>

/** One time at which it takes place. `day` is the date in the plan's zone. */
export interface PlannedTime {
  readonly day: string
  readonly startsAt: Date
  readonly endsAt: Date
}

/**
 * Every time at which it takes place, in order. The rule counts on the clock on the wall; a time that the clock jumps
 * over falls as much later, one that it shows twice is the first of both (RFC 5545, 3.3.5 and 3.3.10).
 * @throws Problem `schedule-impossible` when there is none, or there are too many.
 */
export function timesOf(timing: Timing): readonly PlannedTime[] {
  const excepted = new Set(timing.exceptions)
  const times = wallTimesOf(timing)
    .filter((wall) => !excepted.has(wall.toPlainDate().toString()))
    .map((wall) => toTime(wall, timing))
  if (times.length === 0) throw new Problem('schedule-impossible', { detail: 'no date is left' })
  return times
}

function toTime(wall: Temporal.PlainDateTime, { timeZone, durationMinutes }: Timing): PlannedTime {
  const start = wall.toZonedDateTime(timeZone).epochMilliseconds
  return {
    day: wall.toPlainDate().toString(),
    startsAt: new Date(start),
    endsAt: new Date(start + durationMinutes * 60_000),
  }
}

function wallTimesOf(timing: Timing): readonly Temporal.PlainDateTime[] {
  const first = Temporal.PlainDateTime.from(timing.start)
  if (!timing.recurrence) return [first]
  refuseUnbounded(timing.recurrence, first)
  // Expanded as if in UTC, whose clock neither jumps nor repeats.
  const dtstart = first.toZonedDateTime('UTC')
  const rule = new RRuleTemporal({ rruleString: `RRULE:${ruleOf(timing.recurrence, first, 'UTC')}`, dtstart })
  const walls = rule.all((_, index) => index <= scheduleRule.times).map((time) => time.toPlainDateTime())
  if (walls.length > scheduleRule.times)
    throw new Problem('schedule-impossible', { detail: 'too many dates' })
  // RFC 5545, 3.8.5.3: a start that the rule does not give leaves the series undefined.
  if (!walls[0]?.equals(first))
    throw new Problem('schedule-impossible', { detail: 'the first date does not follow the rule' })
  return walls
}

function refuseUnbounded({ until }: Recurrence, first: Temporal.PlainDateTime): void {
  if (!until) return
  const { days } = first.toPlainDate().until(Temporal.PlainDate.from(until), { largestUnit: 'days' })
  if (days < 0 || days > scheduleRule.days)
    throw new Problem('schedule-impossible', { detail: 'the last date is too early or too late' })
}

/** The plan's rule as RFC 5545, 3.3.10 writes it, or undefined when it takes place once. */
export function recurrenceRule({ recurrence, start, timeZone }: Timing): string | undefined {
  return recurrence ? ruleOf(recurrence, Temporal.PlainDateTime.from(start), timeZone) : undefined
}

function ruleOf(recurrence: Recurrence, first: Temporal.PlainDateTime, timeZone: string): string {
  const { frequency, every, count, until } = recurrence
  return [
    `FREQ=${frequency.toUpperCase()}`,
    ...(every > 1 ? [`INTERVAL=${every}`] : []),
    ...daysOf(recurrence, first),
    ...(count === undefined ? [] : [`COUNT=${count}`]),
    ...(until === undefined ? [] : [`UNTIL=${endOfDay(until, timeZone)}`]),
  ].join(';')
}

function daysOf(recurrence: Recurrence, first: Temporal.PlainDateTime): readonly string[] {
  switch (recurrence.frequency) {
    case 'daily':
      return []
    case 'weekly':
      return [`BYDAY=${weekdays.filter((day) => recurrence.days.includes(day)).join(',')}`]
    case 'monthly':
      if (recurrence.by === 'date') return [`BYMONTHDAY=${first.day}`]
      return [`BYDAY=${ordinalOf(first)}${weekdayOf(first)}`]
  }
}

/** Which of its weekday in the month a date is: 1 to 4, and -1 for a fifth, which few months have. */
export function ordinalOf(date: Pick<Temporal.PlainDateTime, 'day'>): number {
  const ordinal = Math.ceil(date.day / 7)
  return ordinal === 5 ? -1 : ordinal
}

export function weekdayOf(date: Pick<Temporal.PlainDateTime, 'dayOfWeek'>): Weekday {
  const day = weekdays[date.dayOfWeek - 1]
  if (!day) throw new Error(`no weekday ${date.dayOfWeek}`)
  return day
}

// With a local start, RFC 5545, 3.3.10 wants UNTIL in UTC.
function endOfDay(day: string, timeZone: string): string {
  const end = Temporal.PlainDateTime.from(`${day}T23:59:59`).toZonedDateTime(timeZone)
  return end.toInstant().toString().replaceAll(/[-:]/g, '')
}
