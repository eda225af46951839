import { beforeEach, expect, test } from 'vitest'
import { createManualClock } from './manual-clock.ts'
import type { ManualClock } from './manual-clock.ts'
import { createSilenceJudge } from './track-watch.ts'

let clock: ManualClock
let judge: ReturnType<typeof createSilenceJudge>

beforeEach(() => {
  clock = createManualClock()
  judge = createSilenceJudge(clock)
})

/** A reading every 2 s of one track. */
async function read(readings: number, received: (reading: number) => number | undefined) {
  const remedies = []
  for (let reading = 0; reading < readings; reading++) {
    await clock.advance(2_000)
    remedies.push(judge.judge([{ sid: 'TR_1', received: received(reading) }]).get('TR_1'))
  }
  return remedies.filter(Boolean)
}

test('a track that delivers is left alone', async () => {
  expect(await read(30, (reading) => reading * 100)).toEqual([])
})

test('a track that was announced and never came is asked for again once, then the connection is blamed', async () => {
  expect(await read(8, () => undefined)).toEqual(['resubscribe', 'rebuild'])
})

test('a track that stops delivering is asked for again, and forgiven when it delivers', async () => {
  await read(3, (reading) => reading)
  expect(await read(4, () => 7)).toEqual(['resubscribe'])
  expect(await read(10, (reading) => 8 + reading)).toEqual([])
})
