import axe from 'axe-core'
import { expect, test } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { Language } from './words.ts'

interface View {
  readonly width: 1280 | 320
  readonly colorScheme: 'light' | 'dark'
}

const allViews: readonly View[] = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 320, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
]

/** For a screen that is looked at in both languages: each in both widths and both colours, and together in all views. */
export const viewsIn: Readonly<Record<Language, readonly View[]>> = {
  fr: allViews.filter(({ width, colorScheme }) => (width === 1280) === (colorScheme === 'light')),
  en: allViews.filter(({ width, colorScheme }) => (width === 1280) !== (colorScheme === 'light')),
}

/**
 * Looks at the screen that is shown: no horizontal scrolling, no violation that axe finds, at 320 and 1280 px, light
 * and dark. A picture of what is wrong is kept in the test's results.
 */
export async function expectGoodLook(page: Page, screen: string, views = allViews): Promise<void> {
  for (const { width, colorScheme } of views) {
    await page.setViewportSize({ width, height: width === 320 ? 640 : 720 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await settle(page)
    const seen = `${screen}-${width}-${colorScheme}`
    const violations = await findViolations(page)
    const overflow = await findOverflow(page)
    if (violations.length > 0 || overflow > 0)
      await page.screenshot({ path: test.info().outputPath('screens', `${seen}.png`) })
    expect.soft(violations, seen).toEqual([])
    expect.soft(overflow, `${seen} scrolls sideways`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1280, height: 720 })
}

/** Waits until the new size and colours are painted and nothing moves any more. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
}

/** Rule and elements of every violation, in axe's words. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  // NOTE the page's policy forbids eval to its own scripts; this is the debugger's
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe: here } = window as unknown as { axe: typeof axe }
    const { violations } = await here.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => `${id}: ${target.join(' ')} (${any[0]?.message ?? ''})`),
    )
  })
}

/** Pixels by which the page is wider than its window. */
export function findOverflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
}

const mostSteps = 40

/** Presses the key until the element has the focus. @throws Error when it never gets it. */
export async function walkTo(target: Locator, key: 'Tab' | 'ArrowRight' = 'Tab'): Promise<void> {
  await target.waitFor()
  for (let step = 0; step < mostSteps; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await target.page().keyboard.press(key)
  }
  throw new Error(`${mostSteps} times ${key} did not reach ${target.toString()}`)
}
