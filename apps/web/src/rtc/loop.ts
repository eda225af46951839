import type { Clock } from './call.ts'

const retryDelayMs = 1_000
const maxRetries = 3

export interface Loop {
  /** Settles when the work has been done after this call, or given up. */
  run(): Promise<void>
  stop(): void
}

/**
 * Runs work that may be asked for again while it runs: then once more, never twice at a time. Work that fails is tried
 * again some times, then left until it is asked for anew.
 */
export function createLoop(work: () => Promise<void>, clock: Clock): Loop {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false

  async function loop(): Promise<void> {
    let failures = 0
    while (again && !stopped) {
      again = false
      try {
        await work()
        failures = 0
      } catch {
        // the connection went (the next one starts anew) or the SFU refused: both are seen elsewhere
        if (stopped || ++failures > maxRetries) break
        await new Promise<void>((resolve) => void clock.after(retryDelayMs, resolve))
        again = true
      }
    }
    running = undefined
  }

  return {
    run() {
      again = true
      running ??= loop()
      return running
    },
    stop() {
      stopped = true
    },
  }
}
