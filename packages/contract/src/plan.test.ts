import { expect, test } from 'vitest'
import { plan } from './plan.ts'
import { paragraphs } from './text.ts'

const weekly = { frequency: 'weekly', every: 1, days: ['FR'], count: 10 } as const
const meeting = {
  title: 'Conseil',
  description: '',
  start: '2026-03-20T09:00',
  timeZone: 'Europe/Paris',
  durationMinutes: 45,
  recurrence: weekly,
  exceptions: ['2026-03-27'],
}

test('a series with a real date, a real zone and one end is a plan', () => {
  expect(plan.parse(meeting)).toEqual(meeting)
})

test.each([
  ['a date that does not exist', { start: '2026-02-30T09:00' }],
  ['an hour that does not exist', { start: '2026-02-20T24:00' }],
  ['an instant instead of a local time', { start: '2026-02-20T09:00Z' }],
  ['a zone that does not exist', { timeZone: 'Europe/Atlantis' }],
  ['a zone with a line break', { timeZone: 'Europe/Paris\r\nX' }],
  ['an offset instead of a zone', { timeZone: '+01:00' }],
  ['a series without end', { recurrence: { frequency: 'daily', every: 1 } }],
  ['a series with two ends', { recurrence: { ...weekly, until: '2026-12-31' } }],
  ['a series of more than 400 times', { recurrence: { ...weekly, count: 401 } }],
  ['a weekly series without a day', { recurrence: { ...weekly, days: [] } }],
  ['a rule of its own', { recurrence: 'FREQ=SECONDLY' }],
  ['no duration', { durationMinutes: 0 }],
  ['an unknown field', { organiserId: 'x' }],
])('%s is no plan', (_, wrong) => {
  expect(plan.safeParse({ ...meeting, ...wrong }).success).toBe(false)
})

test('a text of several lines keeps them, without what hides or overwrites', () => {
  expect(paragraphs(100).parse(' a\u202Eb \r\n\r\n\r\n\u0007c\u0000 ')).toBe('a b\n\nc')
})
