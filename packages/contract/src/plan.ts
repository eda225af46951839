import * as z from 'zod/mini'
import { line, paragraphs } from './text.ts'
import { timeZone } from './time-zone.ts'

/** Bounds of a schedule. A series has an end: at most so many times, over at most so many days. */
export const scheduleRule = {
  title: 120,
  description: 2000,
  times: 400,
  days: 731,
  exceptions: 100,
  invitees: 500,
  inviteesAtOnce: 200,
} as const

/** RFC 5545, 3.3.10: the days of a weekly rule, Monday first. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export const weekday = z.enum(weekdays)
export type Weekday = z.output<typeof weekday>

/** A date of the calendar, without time zone. */
export const day = z.string().check(
  z.regex(/^\d{4}-\d\d-\d\d$/),
  z.refine((text) => isReal(`${text}T00:00`), { error: 'no such date' }),
)

/** A date and a time as the clock on the wall shows it, `2026-03-20T09:00`. */
const localTime = z
  .string()
  .check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/), z.refine(isReal, { error: 'no such time' }))

function isReal(local: string): boolean {
  const time = Date.parse(`${local}Z`)
  // JavaScript takes 30 February for 2 March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(local)
}

// A series ends after so many times, those left out included, or on a date.
const end = {
  count: z.optional(z.int().check(z.minimum(2), z.maximum(scheduleRule.times))),
  until: z.optional(day),
}

/**
 * How a meeting repeats, as far as people need it: every so many days, weeks or months. `monthly` keeps the day of the
 * month, or the weekday (`the second Tuesday`; the fifth is the last).
 */
export const recurrence = z
  .discriminatedUnion('frequency', [
    z.strictObject({ frequency: z.literal('daily'), every: every(30), ...end }),
    z.strictObject({
      frequency: z.literal('weekly'),
      every: every(12),
      days: z.array(weekday).check(z.minLength(1), z.maxLength(7)),
      ...end,
    }),
    z.strictObject({
      frequency: z.literal('monthly'),
      every: every(12),
      by: z.enum(['date', 'weekday']),
      ...end,
    }),
  ])
  .check(
    z.refine(({ count, until }) => (count === undefined) !== (until === undefined), {
      error: 'either count or until',
    }),
  )
export type Recurrence = z.output<typeof recurrence>

function every(most: number) {
  return z.int().check(z.minimum(1), z.maximum(most))
}

/** When a meeting takes place, field by field: a schedule is a plan that was kept. */
export const planFields = {
  title: line(scheduleRule.title),
  description: paragraphs(scheduleRule.description),
  /** When it begins for the first time, in `timeZone`. */
  start: localTime,
  timeZone,
  durationMinutes: z.int().check(z.minimum(5), z.maximum(24 * 60)),
  recurrence: z.nullable(recurrence),
  /** Dates on which it does not take place although the rule says so. */
  exceptions: z.array(day).check(z.maxLength(scheduleRule.exceptions)),
}
export const plan = z.strictObject(planFields)
export type Plan = z.output<typeof plan>
