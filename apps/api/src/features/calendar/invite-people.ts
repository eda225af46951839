import type { invite, uninvite } from '@parvis/contract/calendar'
import { scheduleRule } from '@parvis/contract/plan'
import { Problem } from '@parvis/contract/problems'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { announce, auditSchedule, onOpenSchedule, toReply } from './edit-schedule.ts'
import type { Editor, Needs } from './edit-schedule.ts'
import { tellInvitees } from './invitation.ts'
import type { Announced } from './invitation.ts'
import { deleteInvitee, findInvitees, insertInvitees } from './invitee-store.ts'
import type { NewInvitee } from './invitee-store.ts'
import { spendQuota } from './spend-quota.ts'
import { countChange } from './store.ts'

/** Invites more people. Who is invited already gets no second mail. */
export function invitePeople(context: Needs): Handler<typeof invite> {
  return (exchange) =>
    onOpenSchedule(context, exchange, async (sql, { editor, ...announced }) => {
      const { invitees } = exchange.body
      const added = await addInvitees(context, sql, { announced, editor, invitees })
      await auditSchedule(sql, editor, {
        id: announced.schedule.id,
        action: 'schedule.invited',
        detail: { invitees: added },
      })
      return toReply(sql, editor, announced)
    })
}

interface Adding {
  readonly announced: Announced
  readonly editor: Editor
  readonly invitees: readonly NewInvitee[]
}

/** Returns how many were not invited yet. @throws Problem `mail-not-configured`, `schedule-limit`, `invitation-quota`. */
export async function addInvitees(
  context: Needs,
  sql: Sql,
  { announced, editor, invitees }: Adding,
): Promise<number> {
  if (invitees.length === 0) return 0
  if (!context.mailer.offered) throw new Problem('mail-not-configured')
  const { schedule } = announced
  const added = await insertInvitees(sql, schedule.id, invitees)
  const all = await findInvitees(sql, schedule.id)
  if (all.length > scheduleRule.invitees) throw new Problem('schedule-limit')
  const { userId } = editor
  await spendQuota(context, sql, { userId, kind: 'invitation', recipients: added.length })
  await tellInvitees(context, sql, { announced, occasion: 'invitation', invitees: added })
  return added.length
}

/** Takes an invitation back. Its receiver alone is told; the others see no difference. */
export function uninvitePerson(context: Needs): Handler<typeof uninvite> {
  return (exchange) =>
    onOpenSchedule(context, exchange, async (sql, { editor, schedule: { id } }) => {
      const invitee = await deleteInvitee(sql, id, exchange.params.inviteeId)
      // Taken back already, by somebody else or by a second click: it is as was wanted.
      if (!invitee) return undefined
      await countChange(sql, id)
      const announced = await announce(sql, editor, id)
      await tellInvitees(context, sql, { announced, occasion: 'withdrawal', invitees: [invitee] })
      await auditSchedule(sql, editor, { id, action: 'schedule.uninvited' })
      return undefined
    })
}
