import type { LinkFigures, LinkQuality, LinkReport } from '@parvis/contract/quality'
import type { Call, CallStatus, Quality } from './call.ts'
import { readStats, toFigures } from './link-figures.ts'
import type { LinkReading } from './link-figures.ts'
import { roomOf } from './stats.ts'

/**
 * From here on a conversation suffers, whatever the SFU says, which judges by packets lost and not by time. 500 ms is
 * where Microsoft's Call Quality Dashboard calls a stream poor. What is lost on the way in is for the SFU alone to
 * judge: the page cannot tell its own losses from those of the person who sends.
 */
const [poorRoundTripMs, poorLossUp] = [500, 0.1]

/** What is seen of a connection: what the SFU thinks of it, and what was measured. */
export interface LinkSigns {
  readonly status: CallStatus['kind']
  readonly quality: Quality
  readonly figures: LinkFigures
}

/** Undefined when there is nothing to judge by. */
export function judgeLink({ status, quality, figures }: LinkSigns): LinkQuality | undefined {
  const { roundTripMs = 0, lossUp = 0 } = figures
  if (status === 'reconnecting' || quality === 'lost') return 'lost'
  if (quality === 'poor' || roundTripMs >= poorRoundTripMs || lossUp >= poorLossUp) return 'poor'
  return quality === 'good' || figures.roundTripMs !== undefined ? 'good' : undefined
}

/** Measures one's own connection in a call, each time since the time before. Undefined while there is nothing to tell. */
export function createLinkMeter(call: Call): () => Promise<LinkReport | undefined> {
  let before: { readonly peers: unknown; readonly reading: LinkReading } | undefined

  return async () => {
    const { kind: status } = call.status.get()
    const [self] = call.participants.get()
    if (!self || (status !== 'connected' && status !== 'reconnecting')) return undefined
    const peers = roomOf(call)?.engine?.pcManager
    const reports = await Promise.all([peers?.publisher.getStats(), peers?.subscriber?.getStats()])
    const reading = readStats(reports.filter((report) => report !== undefined))
    // Another connection counts from zero.
    const since = before?.peers === peers ? before?.reading : undefined
    before = { peers, reading }
    const figures = status === 'reconnecting' ? {} : since ? toFigures(since, reading) : reading.now
    const quality = judgeLink({ status, quality: call.participant(self).get().quality, figures })
    return quality && { quality, figures }
  }
}
