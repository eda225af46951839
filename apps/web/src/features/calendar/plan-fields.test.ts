import type { Plan, Recurrence } from '@parvis/contract/plan'
import { plan as planSchema } from '@parvis/contract/plan'
import { expect, test } from 'vitest'
import { findFaults, newFields, toFields, toPlan } from './plan-fields.ts'

const plan: Plan = {
  title: 'Conseil',
  description: 'Ordre du jour',
  start: '2026-03-20T09:00',
  timeZone: 'Europe/Paris',
  durationMinutes: 45,
  recurrence: null,
  exceptions: [],
}

test.each<[string, Recurrence | null]>([
  ['once', null],
  ['every second day', { frequency: 'daily', every: 2, count: 5 }],
  ['on its weekday and another', { frequency: 'weekly', every: 1, days: ['TU', 'FR'], until: '2026-12-31' }],
  ['on its date of the month', { frequency: 'monthly', every: 1, by: 'date', count: 3 }],
  ['on its weekday of the month', { frequency: 'monthly', every: 3, by: 'weekday', count: 3 }],
])('a plan that takes place %s is shown in the fields and sent as it was', (_, recurrence) => {
  expect(toPlan(toFields({ ...plan, recurrence }))).toEqual({ ...plan, recurrence })
})

test('a date on another weekday moves the weekly repetition with it', () => {
  const fields = toFields({ ...plan, recurrence: { frequency: 'weekly', every: 1, days: ['FR'], count: 3 } })
  expect(toPlan({ ...fields, date: '2026-03-19' }).recurrence).toMatchObject({ days: ['TH'] })
})

test('a new plan lacks only its title, and is one that the server takes', () => {
  const fields = newFields(new Date(2026, 2, 20, 23, 40), 'Europe/Paris')
  expect(fields).toMatchObject({ date: '2026-03-21', time: '01:00' })
  expect(findFaults(fields, false)).toEqual(['title'])
  expect(planSchema.safeParse(toPlan({ ...fields, title: 'Conseil' })).success).toBe(true)
})

test.each([
  [{ date: '' }, ['date']],
  [{ time: '' }, ['time']],
  [{ repeat: 'daily', end: 'until', until: '' }, ['until']],
  [{ repeat: 'daily', end: 'until', until: '2026-03-19' }, ['until']],
  [{ repeat: 'daily', end: 'count', count: 1 }, ['count']],
  [{ repeat: 'daily', end: 'count', count: Number.NaN }, ['count']],
  [{ repeat: 'none', end: 'count', count: 1 }, []],
] as const)('%j is told beside its field', (change, faults) => {
  expect(findFaults({ ...toFields(plan), ...change }, true)).toEqual(faults)
})
