import { setTimeout as delay } from 'node:timers/promises'

const everyMs = 10
/** What one round counts at most: a machine that stands still meanwhile takes nothing of the time that is granted. */
const roundMs = 3 * everyMs

/**
 * Tries `check` until it returns without throwing, and gives what it returned. For what becomes true by itself:
 * a test waits for the condition, never for a time.
 * @throws what `check` threw last, once `withinMs` have passed in which this process was served.
 */
export async function eventually<Result>(
  check: () => Result | Promise<Result>,
  withinMs = 15_000,
): Promise<Result> {
  let [spentMs, last] = [0, performance.now()]
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (spentMs > withinMs) throw error
    }
    await delay(everyMs)
    const now = performance.now()
    spentMs += Math.min(now - last, roundMs)
    last = now
  }
}
