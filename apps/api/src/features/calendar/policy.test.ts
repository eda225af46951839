import { expect, test } from 'vitest'
import { canSchedule, secondsUntilAllowed } from './policy.ts'

test.each([
  ['owner', true],
  ['cohost', true],
  ['member', false],
  [null, false],
] as const)('%s may schedule: %s', (role, may) => {
  expect(canSchedule(role)).toBe(may)
})

const now = new Date('2026-03-20T12:00:00Z')
const sent = (hoursAgo: number, recipients: number) => ({
  recipients,
  at: new Date(now.getTime() - hoursAgo * 3_600_000),
})

test.each([
  ['nothing was sent', [], 200, 0],
  ['there is room left', [sent(1, 150)], 50, 0],
  ['the oldest of the day has to pass first', [sent(20, 100), sent(1, 100)], 50, 4 * 3600],
  ['the two oldest have to', [sent(20, 10), sent(10, 100), sent(1, 90)], 100, 14 * 3600],
  ['what was sent the day before does not count', [sent(24, 200)], 200, 0],
  ['it is more than any day has room for', [], 201, undefined],
])('C27: %s', (...[, sendings, recipients, seconds]) => {
  expect(secondsUntilAllowed(sendings, { recipients, quota: 200, now })).toBe(seconds)
})
