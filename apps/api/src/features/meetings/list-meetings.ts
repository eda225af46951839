import type { listMeetings } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { toReply } from './create-meeting.ts'
import { findMeetingsOf } from './store.ts'

export function listOwnMeetings({
  database,
  config,
}: Pick<Context, 'database' | 'config'>): Handler<typeof listMeetings> {
  return async ({ caller, request }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    const meetings = await findMeetingsOf(database.pool, caller.id)
    return { meetings: meetings.map((meeting) => toReply(meeting, ownOrigin(request, config))) }
  }
}
