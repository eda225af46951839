import type { MeetingId } from '@parvis/contract/ids'
import type { Context } from '../../context.ts'
import type { Sql } from '../../platform/database.ts'
import { tellInvitees } from './invitation.ts'
import { findInvitees } from './invitee-store.ts'
import { findOpenSchedules, findSchedule, markCancelled } from './store.ts'

/** Tells everybody invited that a meeting no longer takes place, before it is deleted: its link leads nowhere then. */
export async function cancelWithMeeting(
  context: Pick<Context, 'mailer' | 'config'>,
  sql: Sql,
  meetingId: MeetingId,
): Promise<void> {
  const { mail } = context.config
  if (!mail) return
  for (const { id } of await findOpenSchedules(sql, meetingId)) {
    const invitees = await findInvitees(sql, id)
    await markCancelled(sql, id)
    const schedule = await findSchedule(sql, meetingId, id)
    if (!schedule) throw new Error('a schedule is gone although its meeting is held')
    const sender = { name: mail.from.name, email: mail.from.address }
    await tellInvitees(context, sql, {
      announced: { schedule, url: '', sender },
      occasion: 'cancellation',
      invitees,
    })
  }
}
