import type { Schedule } from '@parvis/contract/calendar'
import type { MeetingSlug, ScheduleId } from '@parvis/contract/ids'
import { Problem } from '@parvis/contract/problems'
import type { Request } from 'express'
import type { PoolClient } from 'pg'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { AuditEvent } from '../../platform/audit.ts'
import type { Sql } from '../../platform/database.ts'
import type { Browser, Caller } from '../../platform/http/session.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { actInMeeting } from '../authority/index.ts'
import type { Actor } from '../authority/index.ts'
import { toInvitationText } from './invitation.ts'
import type { Announced } from './invitation.ts'
import { findInvitees } from './invitee-store.ts'
import { canSchedule } from './policy.ts'
import { findSchedule } from './store.ts'

/** What the slice needs of the process. */
export type Needs = Pick<Context, 'database' | 'config' | 'mailer'>

interface Asking<Params> {
  readonly params: Params
  readonly caller: Caller
  readonly browser: Browser
  readonly request: Request
}

/** Somebody who may schedule the meeting, and under which address the meeting is known. */
export interface Editor {
  readonly actor: Actor
  readonly userId: string
  readonly url: string
  readonly sender: Announced['sender']
}

type InMeeting = Asking<{ readonly slug: MeetingSlug }>
type InSchedule = Asking<{ readonly slug: MeetingSlug; readonly scheduleId: ScheduleId }>

/** Runs what only owners and co-hosts may do, in one transaction. @throws Problem `meeting-not-found`, `forbidden`. */
export function asEditor<Result>(
  context: Needs,
  asking: InMeeting,
  act: (sql: PoolClient, editor: Editor) => Promise<Result>,
): Promise<Result> {
  const { caller, request } = asking
  return actInMeeting(context, asking, async (sql, actor) => {
    if (caller.kind !== 'user' || !canSchedule(actor.role)) throw new Problem('forbidden')
    const { id: userId, name, email } = caller
    const url = `${ownOrigin(request, context.config)}/${actor.slug}`
    return act(sql, { actor, userId, url, sender: { name, email } })
  })
}

/** Likewise, on a schedule of the meeting. @throws Problem `schedule-not-found`. */
export function onSchedule<Result>(
  context: Needs,
  asking: InSchedule,
  act: (sql: PoolClient, found: Announced & { readonly editor: Editor }) => Promise<Result>,
): Promise<Result> {
  return asEditor(context, asking, async (sql, editor) =>
    act(sql, { ...(await announce(sql, editor, asking.params.scheduleId)), editor }),
  )
}

/** Likewise, on one that was not cancelled. @throws Problem `schedule-cancelled`. */
export function onOpenSchedule<Result>(
  context: Needs,
  asking: InSchedule,
  act: (sql: PoolClient, found: Announced & { readonly editor: Editor }) => Promise<Result>,
): Promise<Result> {
  return onSchedule(context, asking, (sql, found) => {
    if (found.schedule.cancelled) throw new Problem('schedule-cancelled')
    return act(sql, found)
  })
}

/** The schedule as it is now. @throws Problem `schedule-not-found`. */
export async function announce(sql: Sql, { actor, url, sender }: Editor, id: ScheduleId): Promise<Announced> {
  const schedule = await findSchedule(sql, actor.meetingId, id)
  if (!schedule) throw new Problem('schedule-not-found')
  return { schedule, url, sender }
}

/** The schedule as its editors see it. */
export async function toReply(sql: Sql, { actor }: Editor, announced: Announced): Promise<Schedule> {
  const { schedule } = announced
  const { organiser: _, language: __, changedAt: ___, ...shown } = schedule
  return {
    ...shown,
    slug: actor.slug,
    invitees: [...(await findInvitees(sql, schedule.id))],
    invitationText: toInvitationText(announced),
  }
}

/** The one row that an act leaves in the audit: ids and counts, no words and no addresses of people. */
export function auditSchedule(
  sql: Sql,
  { actor }: Editor,
  act: Pick<AuditEvent, 'action' | 'detail'> & { readonly id: ScheduleId },
): Promise<void> {
  return recordAudit(sql, {
    ...actor.audit,
    action: act.action,
    target: `schedule:${act.id}`,
    organisationId: actor.organisationId,
    detail: { meeting: actor.slug, ...act.detail },
  })
}
