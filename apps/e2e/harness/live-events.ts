import { liveEvent } from '@parvis/contract/live'
import type { LiveEvent } from '@parvis/contract/live'
import type { Page } from '@playwright/test'

/** What the browser received on the live stream, over all its connections, as its network layer saw it. */
export interface LiveEvents {
  kinds(): readonly LiveEvent['kind'][]
  /** Sequence numbers, in the order of arrival. */
  numbers(): readonly number[]
}

/** Listens from now on. Must be called before the page joins. */
export async function watchLiveEvents(page: Page): Promise<LiveEvents> {
  const received: { readonly number: number; readonly event: LiveEvent }[] = []
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  devtools.on('Network.eventSourceMessageReceived', ({ eventId, data }) => {
    received.push({ number: Number(eventId), event: liveEvent.parse(JSON.parse(data)) })
  })
  return {
    kinds: () => received.map(({ event }) => event.kind),
    numbers: () => received.map(({ number }) => number),
  }
}
