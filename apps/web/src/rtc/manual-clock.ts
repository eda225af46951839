import type { Clock } from './call.ts'

/** Time that passes when a test says so. */
export interface ManualClock extends Clock {
  /** Lets time pass; what is due happens in order, each with its promises settled before the next. */
  advance(ms: number): Promise<void>
}

export function createManualClock(): ManualClock {
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>()
  let now = 0

  return {
    now: () => now,
    after(delayMs, callback) {
      const timer = { at: now + delayMs, callback }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    async advance(ms) {
      const end = now + ms
      await settlePromises()
      for (;;) {
        const [next] = [...timers].filter((timer) => timer.at <= end).sort((one, other) => one.at - other.at)
        if (!next) break
        now = next.at
        timers.delete(next)
        next.callback()
        await settlePromises()
      }
      now = end
    },
  }
}

/** A macrotask later every promise that could settle has settled. */
function settlePromises(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(undefined)
  })
}
