import type { listMeetings } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../platform/cursor.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { toPattern } from '../../platform/paging.ts'
import { findPrincipals } from '../roles/index.ts'
import { toReply } from './create-meeting.ts'
import { findMeetingsOf, listPlace } from './list-store.ts'

/** The caller's meetings, and those of whom they act for. */
export function listOwnMeetings({
  database,
  config,
}: Pick<Context, 'database' | 'config'>): Handler<typeof listMeetings> {
  return async ({ caller, request, query: { search, after, limit = 50 } }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    const found = await findMeetingsOf(database.pool, {
      userId: caller.id,
      pattern: toPattern(search),
      after: readCursor(listPlace, after),
      limit: limit + 1,
    })
    const origin = ownOrigin(request, config)
    const listed = found.slice(0, limit)
    const last = found.length > limit ? listed.at(-1) : undefined
    return {
      items: listed.map((meeting) => ({ ...toReply(meeting, origin), otherHosts: [...meeting.otherHosts] })),
      next: last ? writeCursor([(last.lastUsedAt ?? last.createdAt).toISOString(), last.slug]) : null,
      actsFor: await findPrincipals(database.pool, caller.id),
    }
  }
}
