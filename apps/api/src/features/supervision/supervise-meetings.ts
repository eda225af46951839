import type { MeetingSlug } from '@parvis/contract/ids'
import { Problem } from '@parvis/contract/problems'
import type {
  deleteSupervisedMeeting,
  endSupervisedMeeting,
  listSupervisedMeetings,
} from '@parvis/contract/supervision'
import type { PoolClient } from 'pg'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { AuditEvent } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import type { Caller } from '../../platform/http/session.ts'
import { toPage, toPageWanted } from '../../platform/paging.ts'
import { administrationOf, readingOf } from '../authority/index.ts'
import { cancelWithMeeting } from '../calendar/index.ts'
import { endInDatabase } from '../presence/index.ts'
import { deleteMeeting, findMeetings, holdMeeting, toSupervised } from './store.ts'
import type { HeldMeeting } from './store.ts'

type Needs = Pick<Context, 'database' | 'sfu' | 'mailer' | 'config'>

export function listMeetingsOfAdministrator({
  database,
}: Pick<Context, 'database'>): Handler<typeof listSupervisedMeetings> {
  return async ({ caller, query }) => {
    const { organisationId } = readingOf(caller, query.organisationId)
    const wanted = toPageWanted(query)
    const rows = await findMeetings(database.pool, wanted, { organisationId, only: query.only })
    return toPage(rows, wanted.limit, toSupervised)
  }
}

/** Ends a sitting from outside. Those in it are told who did. Ending what has ended changes nothing. */
export function endFromOutside(context: Needs): Handler<typeof endSupervisedMeeting> {
  return async ({ caller, params: { slug } }) => {
    await act(context, { caller, slug }, end)
    return undefined
  }
}

/**
 * Deletes a meeting from outside. A sitting that is going on is ended first, at the SFU as well: afterwards nobody
 * would know the room any more.
 */
export function deleteFromOutside(context: Needs): Handler<typeof deleteSupervisedMeeting> {
  return async ({ caller, params: { slug } }) => {
    await act(context, { caller, slug }, end)
    await act(context, { caller, slug }, async (sql, meeting, signed) => {
      await end(sql, meeting, signed)
      await cancelWithMeeting(context, sql, meeting.id)
      await deleteMeeting(sql, meeting.id)
      await recordAudit(sql, { ...signed.audit, action: 'meeting.deleted' })
    })
    return undefined
  }
}

async function end(sql: PoolClient, { room }: HeldMeeting, { by, audit }: Signed): Promise<void> {
  if (room) await endInDatabase(sql, room, { by, audit: { ...audit, action: 'sitting.ended' } })
}

interface Signed {
  readonly by: { readonly name: string }
  readonly audit: Omit<AuditEvent, 'action'>
}

/**
 * Acts on a meeting that the caller administers, and closes its room at the SFU when it had one.
 * @throws Problem `meeting-not-found`, also for one of another's organisation (A80); `sfu-unavailable`.
 */
async function act(
  { database, sfu }: Needs,
  { caller, slug }: { readonly caller: Caller; readonly slug: MeetingSlug },
  change: (sql: PoolClient, meeting: HeldMeeting, signed: Signed) => Promise<void>,
): Promise<void> {
  const { administrator, organisationId } = administrationOf(caller)
  const room = await inTransaction(database.pool, async (sql) => {
    const meeting = await holdMeeting(sql, slug, organisationId)
    if (!meeting) throw new Problem('meeting-not-found')
    const audit = {
      actor: `user:${administrator.id}`,
      target: `meeting:${slug}`,
      organisationId: meeting.organisationId,
      detail: { fromOutside: true },
    }
    await change(sql, meeting, { by: { name: administrator.name }, audit })
    return meeting.room
  })
  if (!room) return
  try {
    await sfu.closeRoom(room)
  } catch (error) {
    // The database is right: the gate refuses everybody, and the reconciler closes the room when the SFU is back.
    throw new Problem('sfu-unavailable', { retryAfterSeconds: 1, cause: error })
  }
}
