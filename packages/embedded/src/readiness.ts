import { setTimeout as delay } from 'node:timers/promises'

/** Resolves when a GET of `url` succeeds, or the signal is aborted. */
export async function answers(url: string, signal: AbortSignal): Promise<void> {
  for (; !signal.aborted; await delay(20)) {
    try {
      const response = await fetch(url, { signal })
      await response.body?.cancel()
      if (response.ok) return
    } catch {
      // refused connection: not listening yet
    }
  }
}
