import { setTimeout as delay } from 'node:timers/promises'

const patienceMs = 8_000

/**
 * Resolves when a GET of the API's `/readyz` succeeds, or the signal is aborted.
 * @throws Error in words when the API has said for 8 s that it lacks something.
 */
export async function awaitReady(url: string, signal: AbortSignal): Promise<void> {
  for (let since: number | undefined; !signal.aborted; await delay(20)) {
    try {
      const response = await fetch(url, { signal })
      if (response.ok) return
      since ??= performance.now()
      const missing = toMissing(await response.text())
      if (performance.now() - since > patienceMs)
        throw new NotReady(`The API runs and is not ready: ${missing}.`)
    } catch (error) {
      if (error instanceof NotReady) throw error
      // refused connection: not listening yet
    }
  }
}

class NotReady extends Error {}

const causes: Readonly<Record<string, string>> = {
  database: 'the database does not answer',
  sfu: 'LiveKit does not answer',
  'sfu-keys':
    'LiveKit knows the keys "client" and "server" not at all, or with other secrets than LIVEKIT_CLIENT_SECRET and LIVEKIT_SERVER_SECRET',
}

function toMissing(problem: string): string {
  const [, names = ''] = /not ready: ([\w, -]+)/.exec(problem) ?? []
  return names
    .split(', ')
    .map((name) => causes[name] ?? name)
    .join('; ')
}

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
