import { expect, test } from '@playwright/test'
import type { Person } from './person.ts'
import { readReceptions } from './probe.ts'

/** Generous, and counted while the page runs: a machine that stands still is not an outage. */
const backWithinMs = 15_000

/** Waits until frames are decoded again, soon; the report of the test tells how long that took. */
export async function awaitMedia({ name, page }: Person): Promise<void> {
  const readLivedMs = (): Promise<number> => page.evaluate(() => window.parvisProbe.livedMs)
  const start = await readLivedMs()
  let before = await countFrames(page)
  await expect(async () => {
    const frames = await countFrames(page)
    // a new connection counts from nothing
    before = Math.min(before, frames)
    expect(frames, `${name} sees`).toBeGreaterThan(before)
  }).toPass({ intervals: [100], timeout: 120_000 })
  const gapMs = (await readLivedMs()) - start
  test.info().annotations.push({ type: `media back at ${name}`, description: `${gapMs} ms` })
  expect(gapMs, `${name} sees again`).toBeLessThanOrEqual(backWithinMs)
}

/** Waits until no frame has been decoded for a second, and returns the frames until then. */
export async function awaitStillness({ name, page }: Person): Promise<number> {
  let frames = -1
  await expect(async () => {
    const before = frames
    frames = await countFrames(page)
    expect(frames, `${name} sees nothing new`).toBe(before)
  }).toPass({ intervals: [1000] })
  return frames
}

/** Frames decoded so far on the connections that are open. */
export async function countFrames(page: Person['page']): Promise<number> {
  const receptions = await readReceptions(page)
  return receptions.reduce((sum, { framesDecoded }) => sum + framesDecoded, 0)
}
