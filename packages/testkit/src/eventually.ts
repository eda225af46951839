import { setTimeout as delay } from 'node:timers/promises'

const everyMs = 10

/**
 * Tries `check` until it returns without throwing, and gives what it returned. For what becomes true by itself:
 * a test waits for the condition, never for a time.
 * @throws what `check` threw last, once `withinMs` have passed.
 */
export async function eventually<Result>(
  check: () => Result | Promise<Result>,
  withinMs = 15_000,
): Promise<Result> {
  const end = Date.now() + withinMs
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > end) throw error
    }
    await delay(everyMs)
  }
}
