import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import { useEffect } from 'react'
import type { Undo } from '../../platform/store.ts'
import type { Call } from '../../rtc/call.ts'
import { createLinkMeter } from '../../rtc/link-meter.ts'

/** Long after the first picture: nothing on the way into a call waits for the code, or shares the network with it. */
const beginAfterMs = 10_000

/** Lets those who administer know how well this page's call is connected, as long as it is shown. */
export function useQualityReports(
  call: Call,
  { slug, self }: { readonly slug: MeetingSlug; readonly self: ParticipantId },
): void {
  // The network and the server are outside of React.
  useEffect(() => {
    let undo: Undo | undefined
    let gone = false
    const timer = setTimeout(() => void begin(), beginAfterMs)

    async function begin(): Promise<void> {
      try {
        const { tellQuality } = await import('./report-quality.ts')
        if (!gone) undo = tellQuality(createLinkMeter(call), { slug, participantId: self })
      } catch {
        // The code cannot be had: those who administer see that nothing is known of this place.
      }
    }

    return () => {
      gone = true
      clearTimeout(timer)
      undo?.()
    }
  }, [call, slug, self])
}
