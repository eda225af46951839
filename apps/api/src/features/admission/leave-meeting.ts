import type { leaveMeeting } from '@parvis/contract/admission'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvent } from '../../platform/live.ts'
import { hasMeeting, leavePlaces } from './store.ts'

/** Marks the place left at once; the SFU's own word, should it differ, wins later (see presence). */
export function leaveHere({ database }: Pick<Context, 'database'>): Handler<typeof leaveMeeting> {
  return async ({ params, body, browser }) => {
    if (!(await hasMeeting(database.pool, params.slug))) throw new Problem('meeting-not-found')
    const deviceHash = browser.knownDeviceHash()
    if (!deviceHash) return undefined
    await inTransaction(database.pool, async (sql) => {
      for (const place of await leavePlaces(sql, {
        slug: params.slug,
        deviceHash,
        participantId: body.participantId,
      })) {
        await appendLiveEvent(sql, place.meetingId, { kind: 'participant-left', participantId: place.id })
      }
    })
    return undefined
  }
}
