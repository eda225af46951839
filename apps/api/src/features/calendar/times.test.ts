import type { Recurrence } from '@parvis/contract/plan'
import { expect, test } from 'vitest'
import { recurrenceRule, timesOf } from './times.ts'
import type { Timing } from './times.ts'

function timing(start: string, recurrence: Recurrence | null = null, exceptions: string[] = []): Timing {
  return { start, timeZone: 'Europe/Paris', durationMinutes: 60, recurrence, exceptions }
}

function startsOf(of: Timing): readonly string[] {
  return timesOf(of).map(({ startsAt }) => startsAt.toISOString().slice(0, 16))
}

const daily = { frequency: 'daily', every: 1, count: 3 } as const
const fridays: Recurrence = { frequency: 'weekly', every: 1, days: ['FR'], count: 3 }

test.each<[rule: string, of: Timing, written: string | undefined, starts: string[]]>([
  ['once', timing('2026-03-20T09:00'), undefined, ['2026-03-20T08:00']],
  [
    'every Friday at nine, across the change to summer time',
    timing('2026-03-20T09:00', fridays),
    'FREQ=WEEKLY;BYDAY=FR;COUNT=3',
    ['2026-03-20T08:00', '2026-03-27T08:00', '2026-04-03T07:00'],
  ],
  [
    'every Sunday at nine, across the change back',
    timing('2026-10-18T09:00', { ...fridays, days: ['SU'] }),
    'FREQ=WEEKLY;BYDAY=SU;COUNT=3',
    ['2026-10-18T07:00', '2026-10-25T08:00', '2026-11-01T08:00'],
  ],
  [
    'a time that the clock jumps over comes an hour later, that day only',
    timing('2026-03-28T02:30', daily),
    'FREQ=DAILY;COUNT=3',
    ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30'],
  ],
  [
    'a time that the clock shows twice is the first of both',
    timing('2026-10-24T02:30', daily),
    'FREQ=DAILY;COUNT=3',
    ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30'],
  ],
  [
    'every second week on two days, until a date that counts',
    timing('2026-01-13T10:00', {
      frequency: 'weekly',
      every: 2,
      days: ['TH', 'TU'],
      until: '2026-01-29',
    }),
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20260129T225959Z',
    ['2026-01-13T09:00', '2026-01-15T09:00', '2026-01-27T09:00', '2026-01-29T09:00'],
  ],
  [
    'the second Tuesday of every second month',
    timing('2026-01-13T10:00', { frequency: 'monthly', every: 2, by: 'weekday', count: 3 }),
    'FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU;COUNT=3',
    ['2026-01-13T09:00', '2026-03-10T09:00', '2026-05-12T08:00'],
  ],
  [
    'the fifth Friday is the last',
    timing('2026-01-30T10:00', { frequency: 'monthly', every: 1, by: 'weekday', count: 3 }),
    'FREQ=MONTHLY;BYDAY=-1FR;COUNT=3',
    ['2026-01-30T09:00', '2026-02-27T09:00', '2026-03-27T09:00'],
  ],
  [
    'the 31st, in the months that have one',
    timing('2026-01-31T10:00', { frequency: 'monthly', every: 1, by: 'date', count: 3 }),
    'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3',
    ['2026-01-31T09:00', '2026-03-31T08:00', '2026-05-31T08:00'],
  ],
  [
    'a date that is left out counts among the times',
    timing('2026-03-20T09:00', fridays, ['2026-03-27']),
    'FREQ=WEEKLY;BYDAY=FR;COUNT=3',
    ['2026-03-20T08:00', '2026-04-03T07:00'],
  ],
])('%s', (...[, of, written, starts]) => {
  expect(recurrenceRule(of)).toBe(written)
  expect(startsOf(of)).toEqual(starts)
})

test('a meeting across the change of the clock lasts as long as it was said', () => {
  const [time] = timesOf({ ...timing('2026-03-29T01:30'), durationMinutes: 60 })
  expect(time).toEqual({
    day: '2026-03-29',
    startsAt: new Date('2026-03-29T00:30Z'),
    endsAt: new Date('2026-03-29T01:30Z'),
  })
})

test.each<[string, Timing]>([
  ['whose every date is left out', timing('2026-03-20T09:00', null, ['2026-03-20'])],
  ['that begins on a day of its week which is none of its days', timing('2026-03-19T09:00', fridays)],
  [
    'that ends before it begins',
    timing('2026-03-20T09:00', { frequency: 'daily', every: 1, until: '2026-03-19' }),
  ],
  [
    'that goes on for more than two years',
    timing('2026-03-20T09:00', { frequency: 'monthly', every: 1, by: 'date', until: '2028-04-01' }),
  ],
  [
    'of more than 400 dates',
    timing('2026-03-20T09:00', { frequency: 'daily', every: 1, until: '2027-12-31' }),
  ],
])('a series %s is refused', (_, of) => {
  expect(() => timesOf(of)).toThrow(expect.objectContaining({ code: 'schedule-impossible' }))
})
