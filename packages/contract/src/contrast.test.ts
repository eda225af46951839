import { expect, test } from 'vitest'
import { accentContrast, contrast, leastContrast } from './contrast.ts'

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#767676', '#ffffff', 4.54],
  ['#777777', '#ffffff', 4.48],
])('%s on %s has a contrast of %d', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 1)
  expect(contrast(other, one)).toBe(contrast(one, other))
})

test.each([
  ['#1c3faa', 'light', true],
  ['#9db6ff', 'dark', true],
  ['#1c3faa', 'dark', false],
  ['#9db6ff', 'light', false],
  ['#ffd35c', 'light', false],
  ['#777777', 'light', false],
] as const)('WCAG 1.4.3: %s can be read on the %s theme: %s', (accent, theme, readable) => {
  expect(accentContrast(accent, theme) >= leastContrast).toBe(readable)
})
