import { test } from '@playwright/test'
import type { Person } from './person.ts'
import { readReceptions } from './probe.ts'

const pollMs = 100

/**
 * Waits until frames are decoded again and returns how long that took, in ms; the report of the test tells it.
 * @throws Error after `withinMs`.
 */
export async function awaitMedia(person: Person, withinMs: number): Promise<number> {
  const start = Date.now()
  let before = await countFrames(person.page)
  for (;;) {
    await person.page.waitForTimeout(pollMs)
    const frames = await countFrames(person.page)
    const gap = Date.now() - start
    if (frames > before) {
      test.info().annotations.push({ type: `media back at ${person.name}`, description: `${gap} ms` })
      return gap
    }
    // a new connection counts from nothing
    before = Math.min(before, frames)
    if (gap > withinMs) throw new Error(`${person.name} sees nothing for ${gap} ms`)
  }
}

/** Frames decoded so far on the connections that are open. */
export async function countFrames(page: Person['page']): Promise<number> {
  const receptions = await readReceptions(page)
  return receptions.reduce((sum, { framesDecoded }) => sum + framesDecoded, 0)
}
