import type { listBans } from '@parvis/contract/bans'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { toPage, toPageWanted } from '../../platform/paging.ts'
import { keepsDoor } from '../admission/index.ts'
import { actInMeeting } from '../authority/index.ts'
import { findBans } from './store.ts'

/** Who may not come back, the latest first: for owners and co-hosts, not for a host of one sitting. */
export function readBans(context: Pick<Context, 'database'>): Handler<typeof listBans> {
  return (exchange) => {
    const wanted = toPageWanted(exchange.query)
    return actInMeeting(context, exchange, async (sql, { role, meetingId }) => {
      if (!keepsDoor(role)) throw new Problem('forbidden')
      const rows = await findBans(sql, meetingId, wanted)
      return toPage(rows, wanted.limit, ({ id, name, account, createdAt }) => ({
        id,
        name,
        account,
        createdAt: createdAt.toISOString(),
      }))
    })
  }
}
