import type { getOwnMeeting } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { toReply } from './create-meeting.ts'
import { findMeetingOf } from './store.ts'

/** One meeting with its settings, for somebody who has a role in it. */
export function readOwnMeeting({
  database,
  config,
}: Pick<Context, 'database' | 'config'>): Handler<typeof getOwnMeeting> {
  return async ({ params, caller, request }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    const found = await findMeetingOf(database.pool, caller.id, params.slug)
    if (found === 'nowhere') throw new Problem('meeting-not-found')
    if (found === 'of-others') throw new Problem('forbidden')
    const { addressesAllowed, renaming, muting, passcodeForAll, ...record } = found
    const own = { addressesAllowed, renaming, muting, passcodeForAll }
    return { ...toReply(record, ownOrigin(request, config)), ...own }
  }
}
