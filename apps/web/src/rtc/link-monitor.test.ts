import { beforeEach, expect, test } from 'vitest'
import { createQuietDetector } from './link-monitor.ts'
import { createManualClock } from './manual-clock.ts'
import type { ManualClock } from './manual-clock.ts'

let clock: ManualClock
let received: number
let detector: ReturnType<typeof createQuietDetector>

beforeEach(() => {
  clock = createManualClock()
  detector = createQuietDetector(clock)
  received = 0
})

/** One reading a second; `grows`: something arrived since. */
async function read(seconds: number, grows: (second: number) => boolean) {
  const verdicts = []
  for (let second = 1; second <= seconds; second++) {
    await clock.advance(1_000)
    if (grows(second)) received += 100
    verdicts.push(detector.read(received))
  }
  return verdicts
}

test('a call in which media flow is quiet after 3 s of nothing', async () => {
  await read(10, () => true)
  expect(await read(4, () => false)).toEqual(['unsure', 'unsure', 'quiet', 'quiet'])
})

test('a call without media, where only ICE checks come every 5 s, is not taken for cut', async () => {
  expect(await read(60, (second) => second % 5 === 0)).not.toContain('quiet')
})

test('a call without media is quiet after 9 s of nothing', async () => {
  await read(60, (second) => second % 5 === 0)
  expect((await read(9, () => false)).indexOf('quiet')).toBe(8)
})
