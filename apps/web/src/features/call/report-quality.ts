import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import { linkReportEverySeconds, reportQuality } from '@parvis/contract/quality'
import type { LinkReport } from '@parvis/contract/quality'
import { call as callApi } from '../../platform/api.ts'
import type { Undo } from '../../platform/store.ts'
import type { Clock } from '../../rtc/call.ts'
import { systemClock } from '../../rtc/clock.ts'

const tickMs = 15_000
// A tick that comes a little early must not miss its minute.
const slackMs = 1_000

interface Reporting {
  readonly measure: () => Promise<LinkReport | undefined>
  /** Rejects when it did not arrive. */
  readonly send: (report: LinkReport) => Promise<void>
  readonly clock: Clock
}

/** Measures every quarter of a minute, and tells when the quality is another one, else once a minute. */
export function keepTelling({ measure, send, clock }: Reporting): Undo {
  let told: { readonly quality: LinkReport['quality']; readonly at: number } | undefined
  let stopped = false
  let undo = clock.after(tickMs, () => void tick())

  async function tick(): Promise<void> {
    try {
      const report = await measure()
      if (report && !stopped && isDue(report)) {
        await send(report)
        told = { quality: report.quality, at: clock.now() }
      }
    } catch {
      // The next tick measures and tells anew; nobody in the call need know.
    }
    if (!stopped) undo = clock.after(tickMs, () => void tick())
  }

  function isDue({ quality }: LinkReport): boolean {
    if (quality !== told?.quality) return true
    return clock.now() - told.at >= linkReportEverySeconds * 1000 - slackMs
  }

  return () => {
    stopped = true
    undo()
  }
}

/** Tells those who administer how well this page's place is connected, until undone. */
export function tellQuality(
  measure: Reporting['measure'],
  place: { readonly slug: MeetingSlug; readonly participantId: ParticipantId },
): Undo {
  return keepTelling({
    measure,
    send: (report) => callApi(reportQuality, { params: place, body: report }),
    clock: systemClock,
  })
}
