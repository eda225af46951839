import { expect } from '@playwright/test'
import type { Locator } from '@playwright/test'

const soonMs = 2000

/**
 * What the act takes away is gone from each page within two seconds in which that page ran: a machine that stands still
 * gives nobody the chance to be quick. The act must take no time of its own: `dispatchEvent` rather than `click`.
 */
export async function expectGoneSoon(
  elements: readonly Locator[],
  act: () => Promise<unknown>,
): Promise<void> {
  const watches = await Promise.all(elements.map((element) => element.evaluateHandle(watchUntilGone)))
  await act()
  for (const element of elements) await expect(element).toBeHidden()
  for (const watch of watches) expect(await watch.evaluate(({ ms }) => ms)).toBeLessThanOrEqual(soonMs)
}

/** Runs in the page. */
function watchUntilGone(element: Element): { ms: number } {
  const { parvisProbe: probe } = window
  const from = probe.livedMs
  const lived = { ms: Number.POSITIVE_INFINITY }
  const observer = new MutationObserver(() => {
    if (element.isConnected) return
    observer.disconnect()
    lived.ms = probe.livedMs - from
  })
  observer.observe(document, { subtree: true, childList: true })
  return lived
}
