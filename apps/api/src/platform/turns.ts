import { Problem } from '@parvis/contract/problems'

interface TurnOptions {
  readonly atOnce: number
  /** How long one waits for a turn. */
  readonly patienceMs: number
}

/**
 * Does the work when it is one's turn. First come first served; where `source` is said, each source that waits has a
 * turn after each other one, however much it asks for.
 * @throws Problem `busy` when no turn came in time.
 */
export type TakeTurn = <Result>(work: () => Promise<Result>, source?: string) => Promise<Result>

/** Bounds how much costly work this process does at once. */
export function createTurns({ atOnce, patienceMs }: TurnOptions): TakeTurn {
  let free = atOnce
  // By source; the one whose turn is next comes first.
  const waiting = new Map<string, (() => void)[]>()

  function wait(source: string): Promise<void> {
    const line = waiting.get(source) ?? []
    waiting.set(source, line)
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        line.splice(line.indexOf(enter), 1)
        if (line.length === 0) waiting.delete(source)
        reject(new Problem('busy', { retryAfterSeconds: Math.ceil(patienceMs / 1000) }))
      }, patienceMs)
      line.push(enter)
    })
  }

  function takeNext(): (() => void) | undefined {
    for (const [source, line] of waiting) {
      const next = line.shift()
      waiting.delete(source)
      if (line.length > 0) waiting.set(source, line)
      return next
    }
    return undefined
  }

  return async (work, source = '') => {
    if (free > 0) free -= 1
    else await wait(source)
    try {
      return await work()
    } finally {
      // A turn goes from hand to hand: nobody new takes it before who waits.
      const next = takeNext()
      if (next) next()
      else free += 1
    }
  }
}
