import type { liftBan } from '@parvis/contract/bans'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { actInMeeting } from '../authority/index.ts'
import { canLiftBan } from './policy.ts'
import { deleteBan, isBanned } from './store.ts'

/** Takes a ban back. What was done in the sitting stays: who was put out of it has to ask. */
export function letBackIn(context: Pick<Context, 'database'>): Handler<typeof liftBan> {
  return async (exchange) => {
    const { banId } = exchange.params
    const deviceHash = exchange.browser.knownDeviceHash()
    await actInMeeting(context, exchange, async (sql, actor) => {
      const { meetingId, userId, role, organisationId } = actor
      const banned = await isBanned(sql, meetingId, { userId, deviceHash })
      if (!canLiftBan({ role, banned })) throw new Problem('forbidden')
      if (!(await deleteBan(sql, meetingId, banId))) throw new Problem('ban-not-found')
      const target = `meeting:${actor.slug}`
      await recordAudit(sql, {
        ...actor.audit,
        action: 'ban.lifted',
        target,
        organisationId,
        detail: { ban: banId },
      })
    })
    return undefined
  }
}
