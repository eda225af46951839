import { Problem } from '@parvis/contract/problems'
import type { reportQuality } from '@parvis/contract/quality'
import type { Context } from '../../context.ts'
import { nameBrowser } from '../../platform/browser-name.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { spenderOf } from '../authority/index.ts'
import { keepReport } from './store.ts'

/** Reports that one place may send: a page sends one a minute, and one each time that its quality changes. */
const often = { points: 6, seconds: 60 } as const

/**
 * Keeps what a page in a call says of its connection. The pages measure, and not the SFU: LiveKit tells the quality of
 * a connection to those in the room alone, and figures (`livekit_*` of Prometheus) only of all together.
 */
export function takeReport({
  database,
  limiter,
}: Pick<Context, 'database' | 'limiter'>): Handler<typeof reportQuality> {
  const spend = limiter('quality', often)
  return async ({ params: { slug, participantId: place }, body, browser, request }) => {
    const own = { slug, place, deviceHash: browser.knownDeviceHash() }
    await spend(spenderOf(own))
    const kept = await keepReport(database.pool, own, { ...body, ...nameBrowser(request.get('user-agent')) })
    if (!kept) throw new Problem('forbidden')
    return undefined
  }
}
