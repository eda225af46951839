import type { Schedule, scheduleMeeting } from '@parvis/contract/calendar'
import { scheduleRule } from '@parvis/contract/plan'
import type { Plan } from '@parvis/contract/plan'
import { Problem } from '@parvis/contract/problems'
import type { BodyOf } from '@parvis/contract/route'
import type { PoolClient } from 'pg'
import type { Handler } from '../../platform/http/serve.ts'
import { announce, asEditor, auditSchedule, toReply } from './edit-schedule.ts'
import type { Editor, Needs } from './edit-schedule.ts'
import { isDescribed } from './event.ts'
import { addInvitees } from './invite-people.ts'
import { findOpenSchedules, insertSchedule, replaceTimes } from './store.ts'
import { timesOf } from './times.ts'
import type { PlannedTime } from './times.ts'

/** Open schedules of one meeting at most. */
const mostSchedules = 50

/** Plans a meeting and invites people, in one transaction: whoever is invited is told, and nobody is told of nothing. */
export function planMeeting(context: Needs): Handler<typeof scheduleMeeting> {
  return (exchange) =>
    asEditor(context, exchange, (sql, editor) => insert(context, { sql, editor }, exchange.body))
}

async function insert(
  context: Needs,
  { sql, editor }: { readonly sql: PoolClient; readonly editor: Editor },
  { language, invitees, ...plan }: BodyOf<typeof scheduleMeeting>,
): Promise<Schedule> {
  const { meetingId } = editor.actor
  const times = planTimes(plan)
  if ((await findOpenSchedules(sql, meetingId)).length >= mostSchedules) throw new Problem('schedule-limit')
  const id = await insertSchedule(sql, { meetingId, organiserId: editor.userId, language, plan })
  await replaceTimes(sql, id, times)
  const announced = await announce(sql, editor, id)
  await addInvitees(context, sql, { announced, editor, invitees })
  await auditSchedule(sql, editor, {
    id,
    action: 'schedule.made',
    detail: { times: times.length, invitees: invitees.length },
  })
  return toReply(sql, editor, announced)
}

/** The times of a plan that somebody wants to make. @throws Problem `schedule-impossible`, also when all of it is over. */
export function planTimes(plan: Plan): readonly PlannedTime[] {
  if (!isDescribed(plan.timeZone))
    throw new Problem('schedule-impossible', { detail: 'calendars do not know the time zone' })
  const times = timesOf(plan)
  const last = times.at(-1)?.endsAt.getTime() ?? 0
  if (last < Date.now()) throw new Problem('schedule-impossible', { detail: 'it is over already' })
  if (last > Date.now() + 2 * scheduleRule.days * 24 * 60 * 60 * 1000)
    throw new Problem('schedule-impossible', { detail: 'it is too far away' })
  return times
}
