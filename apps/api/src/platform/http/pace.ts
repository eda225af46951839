import { setTimeout as elapse } from 'node:timers/promises'
import { RateLimiterMemory } from 'rate-limiter-flexible'

/** Refusals of one source that are answered at once, within so many seconds. */
const swift = { points: 60, duration: 10 }
const slowMs = 250

/**
 * Makes who goes on asking after many refusals wait for each further one: the connections of a flood then bring next
 * to nothing, instead of taking the process from everybody else. How many may wait is bounded by the connections of
 * an address (A41).
 */
export function createPace(): (source: string) => Promise<void> {
  const refusals = new RateLimiterMemory({ keyPrefix: 'refusals', ...swift })
  return async (source) => {
    const { consumedPoints } = await refusals.penalty(source)
    if (consumedPoints > swift.points) await elapse(slowMs)
  }
}
