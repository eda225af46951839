import { Problem } from '@parvis/contract/problems'

interface TurnOptions {
  readonly atOnce: number
  /** How long one waits for a turn. */
  readonly patienceMs: number
}

/**
 * Does the work when it is one's turn, first come first served.
 * @throws Problem `busy` when no turn came in time.
 */
export type TakeTurn = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Bounds how much costly work this process does at once. */
export function createTurns({ atOnce, patienceMs }: TurnOptions): TakeTurn {
  let free = atOnce
  const waiting: (() => void)[] = []

  function wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(enter), 1)
        reject(new Problem('busy', { retryAfterSeconds: Math.ceil(patienceMs / 1000) }))
      }, patienceMs)
      waiting.push(enter)
    })
  }

  return async (work) => {
    if (free > 0) free -= 1
    else await wait()
    try {
      return await work()
    } finally {
      // A turn goes from hand to hand: nobody new takes it before who waits.
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
