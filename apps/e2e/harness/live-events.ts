import { liveEvent } from '@parvis/contract/live'
import type { LiveEvent } from '@parvis/contract/live'
import type { Page } from '@playwright/test'

/** What the browser received on the live stream, over all its connections, as its network layer saw it. */
export interface LiveEvents {
  /** Who is there by what the stream told. */
  present(): ReadonlySet<string>
  /** Numbers of events that neither follow upon the one before nor are a snapshot of everything: before them some are lost. */
  gaps(): readonly number[]
}

interface Received {
  readonly number: number
  readonly event: LiveEvent
}

/** Listens from now on. Must be called before the page joins. */
export async function watchLiveEvents(page: Page): Promise<LiveEvents> {
  const received: Received[] = []
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  devtools.on('Network.eventSourceMessageReceived', ({ eventId, data }) => {
    received.push({ number: Number(eventId), event: liveEvent.parse(JSON.parse(data)) })
  })
  return {
    present: () => new Set(received.reduce<readonly string[]>(follow, [])),
    gaps: () =>
      received
        .filter(
          ({ number, event }, index) =>
            event.kind !== 'snapshot' && number !== (received[index - 1]?.number ?? Number.NaN) + 1,
        )
        .map(({ number }) => number),
  }
}

function follow(ids: readonly string[], { event }: Received): readonly string[] {
  if (event.kind === 'snapshot') return event.participants.map(({ id }) => id)
  if (event.kind === 'participant-joined') return [...ids, event.participant.id]
  return event.kind === 'participant-left' ? ids.filter((id) => id !== event.participantId) : ids
}
