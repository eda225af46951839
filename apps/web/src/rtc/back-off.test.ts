import { expect, test } from 'vitest'
import { attemptSpacingMs, resumeDelayMs } from './back-off.ts'

const withoutJitter = 0.5

test('attempts come quickly at first, then every 2 s, then every 5 s, for ever', () => {
  const spacing = [0, 1, 2, 3, 10, 39, 40, 10_000].map((attempt) => attemptSpacingMs(attempt, withoutJitter))
  expect(spacing).toEqual([300, 600, 1200, 2000, 2000, 2000, 5000, 5000])
})

test('people who lost the same SFU do not come back in step', () => {
  expect([0, 1].map((random) => Math.round(attemptSpacingMs(3, random)))).toEqual([1400, 2600])
})

test('a lost signalling connection is resumed at once, and never given up by LiveKit itself', () => {
  const delays = [0, 1, 2, 4, 19, 20, 10_000].map((retry) => resumeDelayMs(retry, withoutJitter))
  expect(delays).toEqual([0, 150, 300, 500, 500, 3000, 3000])
})
