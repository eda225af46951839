import { isDeepStrictEqual } from 'node:util'
import type { cancelSchedule, changeSchedule } from '@parvis/contract/calendar'
import type { Plan } from '@parvis/contract/plan'
import { Problem } from '@parvis/contract/problems'
import type { BodyOf } from '@parvis/contract/route'
import type { PoolClient } from 'pg'
import type { Handler } from '../../platform/http/serve.ts'
import { announce, auditSchedule, onOpenSchedule, toReply } from './edit-schedule.ts'
import type { Editor, Needs } from './edit-schedule.ts'
import { tellInvitees } from './invitation.ts'
import type { Announced } from './invitation.ts'
import { findInvitees } from './invitee-store.ts'
import { planTimes } from './schedule-meeting.ts'
import { spendQuota } from './spend-quota.ts'
import { markCancelled, replaceTimes, updateSchedule } from './store.ts'
import { timesOf } from './times.ts'

interface Change {
  readonly announced: Announced
  readonly editor: Editor
  readonly plan: Plan
}

/** Changes what is named; everybody invited is told once, unless nothing is different. */
export function changePlan(context: Needs): Handler<typeof changeSchedule> {
  return (exchange) =>
    onOpenSchedule(context, exchange, async (sql, { editor, ...announced }) => {
      const before = planOf(announced.schedule)
      const plan = merge(before, exchange.body)
      if (!isDeepStrictEqual(plan, before)) await change(context, sql, { announced, editor, plan })
      return toReply(sql, editor, await announce(sql, editor, announced.schedule.id))
    })
}

async function change(context: Needs, sql: PoolClient, { announced, editor, plan }: Change): Promise<void> {
  const { id } = announced.schedule
  const times = planTimes(plan)
  await updateSchedule(sql, id, plan)
  await replaceTimes(sql, id, times)
  const invitees = await findInvitees(sql, id)
  const { userId } = editor
  await spendQuota(context, sql, { userId, kind: 'change', recipients: invitees.length })
  await tellInvitees(context, sql, {
    announced: await announce(sql, editor, id),
    occasion: 'change',
    invitees,
  })
  await auditSchedule(sql, editor, { id, action: 'schedule.changed', detail: { times: times.length } })
}

/** Cancels all of it, or one date of a series, of which the others stay. */
export function cancelPlan(context: Needs): Handler<typeof cancelSchedule> {
  return (exchange) =>
    onOpenSchedule(context, exchange, async (sql, { editor, ...announced }) => {
      const { schedule } = announced
      const { day } = exchange.body
      const days = timesOf(schedule).map((time) => time.day)
      if (day !== undefined && !days.includes(day))
        throw new Problem('schedule-impossible', { detail: 'it does not take place on that date' })
      if (day === undefined || days.length === 1) await cancelAll(context, sql, { announced, editor })
      else {
        const plan = { ...planOf(schedule), exceptions: [...schedule.exceptions, day] }
        await change(context, sql, { announced, editor, plan })
      }
      return undefined
    })
}

/** Tells everybody invited that it does not take place. */
export async function cancelAll(
  context: Needs,
  sql: PoolClient,
  { announced, editor }: Omit<Change, 'plan'>,
): Promise<void> {
  const { id } = announced.schedule
  await markCancelled(sql, id)
  const invitees = await findInvitees(sql, id)
  await tellInvitees(context, sql, {
    announced: await announce(sql, editor, id),
    occasion: 'cancellation',
    invitees,
  })
  await auditSchedule(sql, editor, { id, action: 'schedule.cancelled' })
}

function merge(before: Plan, wanted: BodyOf<typeof changeSchedule>): Plan {
  return {
    title: wanted.title ?? before.title,
    description: wanted.description ?? before.description,
    start: wanted.start ?? before.start,
    timeZone: wanted.timeZone ?? before.timeZone,
    durationMinutes: wanted.durationMinutes ?? before.durationMinutes,
    // Null takes the repetition away.
    recurrence: wanted.recurrence === undefined ? before.recurrence : wanted.recurrence,
    exceptions: wanted.exceptions ?? before.exceptions,
  }
}

function planOf(schedule: Plan): Plan {
  const { title, description, start, timeZone, durationMinutes, recurrence, exceptions } = schedule
  return { title, description, start, timeZone, durationMinutes, recurrence, exceptions }
}
