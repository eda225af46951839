import { expect, test } from 'vitest'
import { formatClock, formatNames, formatUntil } from './format.ts'

test.each([
  [0, '0:00'],
  [59_999, '0:59'],
  [245_000, '4:05'],
  [3_729_000, '1:02:09'],
  [-5_000, '0:00'],
])('%i ms read %s', (durationMs, text) => {
  expect(formatClock(durationMs)).toBe(text)
})

test('names are joined as the language does', () => {
  expect(formatNames(['Ada', 'Grace', 'Alan'], 'fr')).toBe('Ada, Grace et Alan')
  expect(formatNames(['Ada', 'Grace'], 'en')).toBe('Ada and Grace')
})

test.each([
  ['2026-01-08T09:00:00Z', 'dans 7 jours', 'in 7 days'],
  ['2026-01-08T08:59:58Z', 'dans 7 jours', 'in 7 days'],
  ['2026-01-02T12:00:00Z', 'dans 1 jour', 'in 1 day'],
  ['2026-01-01T14:29:00Z', 'dans 5 heures', 'in 5 hours'],
  ['2026-01-01T09:00:20Z', 'dans 1 minute', 'in 1 minute'],
  ['2025-01-01T09:00:00Z', 'dans 0 minute', 'in 0 minutes'],
])('at nine on the first of January, %s is %s', (instant, french, english) => {
  const now = Date.parse('2026-01-01T09:00:00Z')
  expect(['fr', 'en'].map((language) => formatUntil(instant, { language, now }))).toEqual([french, english])
})
