import type { LinkReport } from '@parvis/contract/quality'
import { expect, test } from 'vitest'
import { createManualClock } from '../../rtc/manual-clock.ts'
import { keepTelling } from './report-quality.ts'

const [tickMs, minuteMs] = [15_000, 60_000]

/** A page whose connection is what `quality` says, and a server that takes reports while `reachable`. */
function createPage() {
  const clock = createManualClock()
  const page = {
    quality: 'good' as LinkReport['quality'] | undefined,
    reachable: true,
    /** When each report was sent, and which quality it told. */
    told: [] as (readonly [number, LinkReport['quality']])[],
    attempts: 0,
  }
  const undo = keepTelling({
    clock,
    measure: async () => page.quality && { quality: page.quality, figures: {} },
    async send({ quality }) {
      page.attempts++
      if (!page.reachable) throw new Error('nobody answers')
      page.told.push([clock.now(), quality])
    },
  })
  return Object.assign(page, { clock, undo })
}

test('a quality that stays is told once a minute, another one at the next measure', async () => {
  const page = createPage()
  await page.clock.advance(2 * minuteMs)
  page.quality = 'poor'
  await page.clock.advance(tickMs)
  expect(page.told).toEqual([
    [tickMs, 'good'],
    [tickMs + minuteMs, 'good'],
    [2 * minuteMs + tickMs, 'poor'],
  ])
})

test('what did not arrive is told again a quarter of a minute later, measured anew', async () => {
  const page = createPage()
  page.reachable = false
  await page.clock.advance(2 * tickMs)
  Object.assign(page, { reachable: true, quality: 'lost' })
  await page.clock.advance(tickMs)
  expect(page.told).toEqual([[3 * tickMs, 'lost']])
  expect(page.attempts).toBe(3)
})

test('nothing is told while nothing is known, nor after the call', async () => {
  const page = createPage()
  page.quality = undefined
  await page.clock.advance(minuteMs)
  expect(page.attempts).toBe(0)
  page.quality = 'good'
  page.undo()
  await page.clock.advance(minuteMs)
  expect(page.attempts).toBe(0)
})
