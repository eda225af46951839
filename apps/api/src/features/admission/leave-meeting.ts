import type { leaveMeeting } from '@parvis/contract/admission'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { announceDepartures } from './knock.ts'
import { holdMeeting } from './store.ts'
import { leavePlaces } from './waiting-store.ts'

/** Marks the place left at once, or ends the wait; the SFU's own word, should it differ, wins later (see presence). */
export function leaveHere({ database }: Pick<Context, 'database'>): Handler<typeof leaveMeeting> {
  return async ({ params, body, browser }) => {
    const deviceHash = browser.knownDeviceHash()
    return inTransaction(database.pool, async (sql) => {
      if (!(await holdMeeting(sql, params.slug))) throw new Problem('meeting-not-found')
      if (!deviceHash) return undefined
      const of = { slug: params.slug, deviceHash, participantId: body.participantId }
      await announceDepartures(sql, await leavePlaces(sql, of))
      return undefined
    })
  }
}
