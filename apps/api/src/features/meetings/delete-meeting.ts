import type { deleteMeeting } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { actAsHost } from '../authority/index.ts'
import { cancelWithMeeting } from '../calendar/index.ts'
import { endSitting } from '../presence/index.ts'
import { deleteMeetingRow } from './change-store.ts'

/**
 * Deletes a meeting for its owner. A sitting that is going on is ended first, at the SFU as well: afterwards nobody
 * would know the room any more.
 */
export function deleteOwnMeeting(
  context: Pick<Context, 'database' | 'sfu' | 'mailer' | 'config'>,
): Handler<typeof deleteMeeting> {
  return async (exchange) => {
    const actor = await actAsHost(context, exchange, (_sql, actor) => {
      if (actor.rank !== 'owner') throw new Problem('forbidden')
      return Promise.resolve(actor)
    })
    if (actor.occurrence) await closeSitting(context, actor.occurrence.sfuRoom)
    await inTransaction(context.database.pool, async (sql) => {
      await cancelWithMeeting(context, sql, actor.meetingId)
      await deleteMeetingRow(sql, actor.meetingId)
      await recordAudit(sql, {
        ...actor.audit,
        action: 'meeting.deleted',
        target: `meeting:${actor.slug}`,
        organisationId: actor.organisationId,
      })
    })
    return undefined
  }
}

async function closeSitting(context: Pick<Context, 'database' | 'sfu'>, room: string): Promise<void> {
  try {
    await endSitting(context, room)
  } catch (error) {
    throw new Problem('sfu-unavailable', { retryAfterSeconds: 1, cause: error })
  }
}
