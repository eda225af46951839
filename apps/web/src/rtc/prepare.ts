import type { createCall } from './create-call.ts'

/**
 * Loads the call's part of the page, of which livekit-client is the most. To be called when the page before the call
 * is idle, and again at the click: the second time is free. Signalling goes to the page's own origin, so the way to
 * it is warm already.
 */
export function prepareCall(): Promise<{ readonly createCall: typeof createCall }> {
  return import('./create-call.ts')
}
