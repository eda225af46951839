import type { UserId } from '@parvis/contract/ids'
import type { eraseMe, erasePerson } from '@parvis/contract/persons'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { administrationOf } from '../authority/index.ts'
import { cancelWithMeeting } from '../calendar/index.ts'
import { canRulePerson } from './policy.ts'
import type { Ruler } from './policy.ts'
import {
  deleteMeetings,
  erase,
  findOpenRooms,
  handOverMeetings,
  hasOtherAdministrators,
  holdPerson,
} from './store.ts'

type Needs = Pick<Context, 'database' | 'sfu' | 'log' | 'mailer' | 'config'>

export function eraseOneself(context: Needs): Handler<typeof eraseMe> {
  return async ({ caller, body, browser }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    const { organisationId } = caller
    await run(context, { id: caller.id, by: caller, organisationId, email: body.email })
    browser.signOut()
    return undefined
  }
}

export function eraseSomebody(context: Needs): Handler<typeof erasePerson> {
  return async ({ caller, params, body }) => {
    const { administrator: by, organisationId } = administrationOf(caller)
    await run(context, { id: params.userId, by, organisationId, email: body.email })
    return undefined
  }
}

interface Asked {
  readonly id: UserId
  readonly by: Ruler
  /** Of which organisation they have to be. */
  readonly organisationId: string | undefined
  /** Typed again, in lower case. */
  readonly email: string
}

async function run(context: Needs, { id, by, organisationId, email }: Asked): Promise<void> {
  const rooms = await inTransaction(context.database.pool, async (sql) => {
    const person = await holdPerson(sql, id, organisationId)
    if (!person) throw new Problem('not-found')
    if (!canRulePerson(by, person)) throw new Problem('forbidden')
    if (person.email.toLowerCase() !== email) throw new Problem('confirmation-wrong')
    if (person.platformAdministrator && !(await hasOtherAdministrators(sql, id)))
      throw new Problem('last-administrator')
    const meetings = await handOverMeetings(sql, id)
    const rooms = await findOpenRooms(sql, meetings)
    for (const meetingId of meetings) await cancelWithMeeting(context, sql, meetingId)
    await deleteMeetings(sql, meetings)
    await erase(sql, person)
    await recordAudit(sql, {
      actor: `user:${by.id}`,
      action: 'person.erased',
      target: `user:${id}`,
      organisationId: person.organisationId,
      detail: { meetingsDeleted: meetings.length },
    })
    return rooms
  })
  await closeRooms(context, rooms)
}

/** Nobody knows these rooms any more: they have to be closed now. */
async function closeRooms({ sfu, log }: Needs, rooms: readonly string[]): Promise<void> {
  try {
    await Promise.all(rooms.map((room) => sfu.closeRoom(room)))
  } catch (error) {
    // The gate lets nobody in any more; the SFU closes a room that stands empty.
    log.warn({ event: 'room-not-closed', err: error })
  }
}
