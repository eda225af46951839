import * as z from 'zod/mini'
import { organisationId, userId } from './ids.ts'
import { defineRoute } from './route.ts'
import { newPassword, userRole } from './session.ts'
import { displayName, emailAddress } from './text.ts'

/** Who may sign in with a password of ours. */
export const localAccounts = z.enum(['on', 'administrators', 'off'])
export type LocalAccounts = z.output<typeof localAccounts>

const token = z.string().check(z.regex(/^[\w-]{43}$/))

export const getAccountOptions = defineRoute({
  method: 'GET',
  path: '/api/v1/account-options',
  tag: 'accounts',
  summary: 'Who may sign in with a password, and whether mails can be sent.',
  access: 'machine',
  status: 200,
  reply: z.object({ localAccounts, mail: z.boolean() }),
  problems: [],
})

export const createInvitation = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/invitations',
  tag: 'accounts',
  summary:
    'Invite somebody to a local account by mail: the link is good once, for 7 days. Inviting again replaces the link. An address with an account in another organisation is answered alike, and told by mail that it has one.',
  access: 'administrator',
  body: z.strictObject({
    email: emailAddress,
    name: displayName,
    role: z._default(userRole, 'member'),
    /** One’s own without it. */
    organisationId: z.optional(organisationId),
  }),
  status: 204,
  problems: ['mail-not-configured', 'local-accounts-off', 'account-exists', 'not-found'],
})

export const requestPasswordReset = defineRoute({
  method: 'POST',
  path: '/api/v1/password-resets',
  tag: 'accounts',
  summary:
    'Ask for a link to choose a new password. The answer is the same whether there is an account or not.',
  access: 'anyone',
  body: z.strictObject({ email: emailAddress }),
  status: 202,
  problems: ['mail-not-configured', 'local-accounts-off'],
})

export const readPasswordLink = defineRoute({
  method: 'POST',
  path: '/api/v1/password-links/read',
  tag: 'accounts',
  summary: 'Whom a link from a mail is for.',
  access: 'anyone',
  body: z.strictObject({ token }),
  status: 200,
  reply: z.object({ purpose: z.enum(['invitation', 'reset']), email: z.string(), name: z.string() }),
  problems: ['password-link-invalid'],
})

export const choosePassword = defineRoute({
  method: 'POST',
  path: '/api/v1/password-links/use',
  tag: 'accounts',
  summary: 'Choose a password with a link from a mail, once. Every session of the account ends.',
  access: 'anyone',
  body: z.strictObject({ token, password: newPassword }),
  status: 204,
  problems: ['password-link-invalid', 'local-accounts-off'],
})

const params = z.object({ userId })

export const inviteAgain = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/users/:userId/invitation',
  tag: 'accounts',
  summary:
    'Mail a new link to somebody who was invited and has chosen no password yet, in place of the earlier one. At most five times an hour.',
  access: 'administrator',
  params,
  body: z.strictObject({}),
  status: 204,
  problems: ['mail-not-configured', 'local-accounts-off', 'account-exists', 'not-found'],
})

export const setAccountDisabled = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/users/:userId/disabled',
  tag: 'accounts',
  summary:
    'Disable an account: its sessions end and it leaves running meetings at once. Or let it sign in again.',
  access: 'administrator',
  params,
  body: z.strictObject({ disabled: z.boolean() }),
  status: 204,
  problems: ['not-found'],
})

export const resetSecondFactor = defineRoute({
  method: 'DELETE',
  path: '/api/v1/admin/users/:userId/second-factor',
  tag: 'accounts',
  summary: 'Take the second factor from somebody who lost it. They are told by mail.',
  access: 'administrator',
  params,
  status: 204,
  problems: ['not-found'],
})
