import { Problem } from '@parvis/contract/problems'
import type { listRoles } from '@parvis/contract/roles'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../platform/cursor.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { toPattern } from '../../platform/paging.ts'
import { actInMeeting } from '../authority/index.ts'
import { canSeeRoles } from './policy.ts'
import { findRoles, rolePlace } from './store.ts'

/** Who has a role, owners first. */
export function readRoles(context: Pick<Context, 'database'>): Handler<typeof listRoles> {
  return (exchange) => {
    const { search, after, limit = 50 } = exchange.query
    return actInMeeting(context, exchange, async (sql, { role, meetingId, userId }) => {
      if (!canSeeRoles(role)) throw new Problem('forbidden')
      const found = await findRoles(sql, {
        meetingId,
        userId,
        pattern: toPattern(search),
        after: readCursor(rolePlace, after),
        limit: limit + 1,
      })
      const items = found.slice(0, limit)
      const last = found.length > limit ? items.at(-1) : undefined
      return { items, next: last ? writeCursor(last.place) : null }
    })
  }
}
