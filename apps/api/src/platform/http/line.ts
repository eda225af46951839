import { setTimeout as elapse } from 'node:timers/promises'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { createTurns } from '../turns.ts'

/** What a source is done at once, within so many seconds. */
const few = { points: 20, duration: 10 }
const turns = { atOnce: 1, patienceMs: 20_000 } as const
/** After each work the line rests twice as long as it took, and not longer than this. */
const longestRestMs = 100

/**
 * Does the work that a source asks for.
 * @throws Problem `busy` when no turn came in time.
 */
export type Line = <Result>(source: string, work: () => Promise<Result>) => Promise<Result>

/**
 * C25: sources that ask for much stand in one line, which has a third of the time: a flood from many connections leaves
 * the process to everybody else, long before any limit refuses it. A ministry behind one address hardly feels it: the
 * line still lets some eighty joins pass in a second, shared evenly with the other sources that ask for much.
 */
export function createLine(): Line {
  const asked = new RateLimiterMemory({ keyPrefix: 'asked', ...few })
  const take = createTurns(turns)
  return async (source, work) => {
    const { consumedPoints } = await asked.penalty(source)
    if (consumedPoints <= few.points) return work()
    return new Promise((resolve, reject) => {
      take(async () => {
        const begun = performance.now()
        await work().then(resolve, reject)
        await elapse(Math.min(2 * (performance.now() - begun), longestRestMs))
      }, source).catch(reject)
    })
  }
}
