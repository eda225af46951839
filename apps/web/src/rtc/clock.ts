import type { Clock } from './call.ts'

/** Real time: monotonic, so that a corrected wall clock moves nothing. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}
