import { expect, test } from 'vitest'
import { formatClock, formatNames } from './format.ts'

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
