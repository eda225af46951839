import * as z from 'zod/mini'
import { userId } from './ids.ts'
import { defineRoute } from './route.ts'
import { displayName, emailAddress } from './text.ts'

/** NIST SP 800-63B: length is what counts; 128 keeps hashing bounded. */
export const passwordRule = { min: 12, max: 128 } as const

export const newPassword = z.string().check(z.minLength(passwordRule.min), z.maxLength(passwordRule.max))

/** A password that somebody has already: whatever was once allowed. */
export const typedPassword = z.string().check(z.minLength(1), z.maxLength(passwordRule.max))

/** Six digits of an authenticator, or a recovery code. */
export const oneTimeCode = z.string().check(z.trim(), z.minLength(6), z.maxLength(40))

export const userRole = z.enum(['member', 'administrator'])
export type UserRole = z.output<typeof userRole>

/** The signed-in person, as they may see themselves. */
export const me = z.object({
  id: userId,
  name: z.string(),
  email: z.string(),
  /** In their organisation. */
  role: userRole,
  /** Administers the installation: every organisation. */
  platformAdministrator: z.boolean(),
  /** Would administer, with a second factor. */
  secondFactorMissing: z.optional(z.literal(true)),
})
export type Me = z.output<typeof me>

export const signIn = defineRoute({
  method: 'POST',
  path: '/api/v1/session',
  tag: 'session',
  summary: 'Sign in with a local account. Sets the session cookie.',
  access: 'anyone',
  body: z.strictObject({
    email: emailAddress,
    password: typedPassword,
    /** Asked for by `second-factor-needed`. */
    code: z.optional(oneTimeCode),
  }),
  status: 201,
  reply: me,
  problems: ['wrong-credentials', 'second-factor-needed', 'wrong-code', 'local-accounts-off'],
})

export const signOut = defineRoute({
  method: 'DELETE',
  path: '/api/v1/session',
  tag: 'session',
  summary: 'Sign out: the session is revoked on the server and the cookie removed.',
  access: 'anyone',
  status: 200,
  /** Where the browser goes to sign out of the identity provider as well; null for a local account. */
  reply: z.object({ next: z.nullable(z.string()) }),
  problems: [],
})

export const getMe = defineRoute({
  method: 'GET',
  path: '/api/v1/me',
  tag: 'session',
  summary: 'The signed-in person.',
  access: 'user',
  status: 200,
  reply: me,
  problems: [],
})

export const setUp = defineRoute({
  method: 'POST',
  path: '/api/v1/setup',
  tag: 'session',
  summary: 'Create the first administrator with the single-use link that the server printed, and sign in.',
  access: 'anyone',
  body: z.strictObject({
    token: z.string().check(z.minLength(20), z.maxLength(200)),
    name: displayName,
    email: emailAddress,
    password: newPassword,
  }),
  status: 201,
  reply: me,
  problems: ['setup-link-invalid'],
})
