import { Problem } from '@parvis/contract/problems'
import type { ProblemCode } from '@parvis/contract/problems'
import { Unreachable } from './api.ts'
import type { MessageKey } from './i18n/catalog.ts'

const texts: Readonly<Record<ProblemCode, MessageKey>> = {
  'invalid-request': 'problem.invalid',
  'name-required': 'problem.nameRequired',
  'sign-in-required': 'problem.signInRequired',
  'wrong-credentials': 'problem.wrongCredentials',
  'second-factor-needed': 'problem.codeNeeded',
  'wrong-code': 'problem.wrongCode',
  'webhook-refused': 'problem.internal',
  'cross-site-request': 'problem.crossSite',
  forbidden: 'problem.forbidden',
  'stronger-sign-in-needed': 'problem.strongerSignIn',
  banned: 'problem.banned',
  'guests-not-allowed': 'problem.guestsNotAllowed',
  'creation-not-allowed': 'problem.creationNotAllowed',
  'entry-refused': 'problem.entryRefused',
  removed: 'problem.removed',
  'meeting-locked': 'problem.locked',
  'waiting-room-full': 'problem.waitingFull',
  'setup-link-invalid': 'problem.setupLink',
  'not-found': 'problem.notFound',
  'meeting-not-found': 'problem.meetingNotFound',
  'place-not-found': 'problem.meetingNotFound',
  'role-not-found': 'problem.roleNotFound',
  'delegation-not-found': 'problem.roleNotFound',
  'too-many-delegations': 'problem.tooManyDelegations',
  'last-owner': 'problem.lastOwner',
  'too-many-provisioning-tokens': 'problem.tooManyTokens',
  'too-many-roles': 'problem.tooManyRoles',
  'schedule-not-found': 'problem.scheduleNotFound',
  'schedule-cancelled': 'problem.scheduleCancelled',
  'schedule-impossible': 'problem.scheduleImpossible',
  'schedule-limit': 'problem.scheduleLimit',
  'invitation-quota': 'problem.invitationQuota',
  'method-not-allowed': 'problem.internal',
  'password-link-invalid': 'problem.passwordLink',
  'local-accounts-off': 'problem.localAccountsOff',
  'wrong-password': 'problem.wrongPassword',
  'second-factor-required': 'problem.secondFactorRequired',
  'account-exists': 'problem.accountExists',
  'mail-not-configured': 'problem.mailNotConfigured',
  'meeting-full': 'problem.meetingFull',
  'confirmation-wrong': 'problem.confirmationWrong',
  'domain-invalid': 'problem.domainInvalid',
  'contrast-too-low': 'problem.contrastTooLow',
  'image-refused': 'problem.imageRefused',
  'domain-taken': 'problem.domainTaken',
  'siret-taken': 'problem.siretTaken',
  'organisation-not-empty': 'problem.organisationNotEmpty',
  'last-administrator': 'problem.lastAdministrator',
  'payload-too-large': 'problem.invalid',
  'unsupported-media-type': 'problem.internal',
  'too-many-requests': 'problem.tooMany',
  'internal-error': 'problem.internal',
  'not-ready': 'problem.unavailable',
  'sfu-unavailable': 'problem.sfuUnavailable',
  'database-unavailable': 'problem.unavailable',
}

/** The sentence for whatever went wrong with a request. */
export function toMessageKey(error: unknown): MessageKey {
  if (error instanceof Problem) return texts[error.code]
  return error instanceof Unreachable ? 'problem.unreachable' : 'problem.internal'
}
