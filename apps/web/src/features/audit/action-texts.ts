import type { ConsoleKey } from '../../platform/i18n/console-words.ts'

/** An act that has words: `action.session.opened` says what `session.opened` is. */
type ActionKey = Extract<ConsoleKey, `action.${string}`>

/** The acts that can be chosen, in the order in which they are offered. */
export const actionKeys = [
  'action.session.opened',
  'action.session.refused',
  'action.session.closed',
  'action.session.revoked',
  'action.password.changed',
  'action.password.reset',
  'action.password.reset-requested',
  'action.second-factor.enabled',
  'action.second-factor.disabled',
  'action.second-factor.refused',
  'action.second-factor.recovered',
  'action.second-factor.reset',
  'action.account.created',
  'action.account.invited',
  'action.invitation.accepted',
  'action.account.renamed',
  'action.account.disabled',
  'action.account.enabled',
  'action.user.updated',
  'action.user.sessions-ended',
  'action.organisation.created',
  'action.organisation.updated',
  'action.organisation.deleted',
  'action.branding.updated',
  'action.meeting.created',
  'action.meeting.updated',
  'action.meeting.deleted',
  'action.role.granted',
  'action.role.changed',
  'action.role.revoked',
  'action.role.sealed',
  'action.delegation.given',
  'action.delegation.revoked',
  'action.schedule.made',
  'action.schedule.changed',
  'action.schedule.cancelled',
  'action.schedule.invited',
  'action.schedule.uninvited',
  'action.waiting.admitted',
  'action.waiting.refused',
  'action.participants.muted',
  'action.participant.ruled',
  'action.participant.removed',
  'action.participant.banned',
  'action.sitting.locked',
  'action.sitting.unlocked',
  'action.sitting.ended',
  'action.audit.exported',
  'action.audit.verified',
  'action.retention.changed',
  'action.retention.purged',
  'action.person.exported',
  'action.person.erased',
] as const satisfies readonly ActionKey[]

/** The words for an act, or undefined for one that this page does not know yet. */
export function findActionKey(action: string): ActionKey | undefined {
  return actionKeys.find((key) => key === `action.${action}`)
}
