import type { Room } from 'livekit-client'
import type { Undo } from '../platform/store.ts'
import type { Clock } from './call.ts'

const tickMs = 1_000
/** A link that carried something in each of the last seconds is suspect after this; */
const busyQuietMs = 3_000
/** one in an idle call only has ICE checks, every 2.5 s in Chromium and every 5 s in Firefox (RFC 7675: 5 s ± 20 %). */
const idleQuietMs = 9_000

/** Judges a link by a counter of all that was received, read once a second. */
export function createQuietDetector(clock: Clock): { read(received: number): 'alive' | 'quiet' | 'unsure' } {
  let last: number | undefined
  let aliveAt = clock.now()
  let aliveInARow = 0
  return {
    read(received) {
      const now = clock.now()
      const grew = last !== undefined && received > last
      last = received
      if (grew) {
        aliveInARow = now - aliveAt < 1.9 * tickMs ? aliveInARow + 1 : 0
        aliveAt = now
        return 'alive'
      }
      const patience = aliveInARow >= 3 ? busyQuietMs : idleQuietMs
      return now - aliveAt >= patience ? 'quiet' : 'unsure'
    },
  }
}

/**
 * Notices a cut long before the signalling connection (15 s) or ICE (about as long) does: nothing at all arrives, not
 * even ICE checks. Tells each change once.
 */
export function watchLink(room: Room, clock: Clock, on: { onQuiet(): void; onAlive(): void }): Undo {
  const detector = createQuietDetector(clock)
  let quiet = false
  let stopped = false
  let undo = clock.after(tickMs, tick)

  function tick(): void {
    void countReceived(room).then((received) => {
      if (stopped) return
      undo = clock.after(tickMs, tick)
      const verdict = detector.read(received)
      if (verdict === 'quiet' && !quiet) on.onQuiet()
      if (verdict === 'alive' && quiet) on.onAlive()
      if (verdict !== 'unsure') quiet = verdict === 'quiet'
    })
  }

  return () => {
    stopped = true
    undo()
  }
}

/** Bytes and ICE replies over all candidate pairs, of one peer connection or two. */
async function countReceived(room: Room): Promise<number> {
  const { pcManager } = room.engine
  const reports = await Promise.all([pcManager?.publisher.getStats(), pcManager?.subscriber?.getStats()])
  let received = 0
  for (const report of reports) {
    for (const entry of report?.values() ?? []) {
      if (entry.type === 'candidate-pair')
        received += (entry.bytesReceived ?? 0) + (entry.responsesReceived ?? 0)
    }
  }
  return received
}
