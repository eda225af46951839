import * as z from 'zod/mini'
import { defineRoute } from './route.ts'
import { oneTimeCode, typedPassword } from './session.ts'

export const getSecondFactor = defineRoute({
  method: 'GET',
  path: '/api/v1/me/second-factor',
  tag: 'account',
  summary: 'Whether signing in asks for a one-time code, and how many recovery codes are left.',
  access: 'user',
  status: 200,
  reply: z.object({
    /** False for people of an identity provider, whose second factor is asked for there. */
    offered: z.boolean(),
    enabled: z.boolean(),
    /** Whether one must have it to administer. */
    required: z.boolean(),
    recoveryCodesLeft: z.number(),
  }),
  problems: [],
})

export const beginSecondFactor = defineRoute({
  method: 'POST',
  path: '/api/v1/me/second-factor',
  tag: 'account',
  summary: 'Make a key for an authenticator app. It counts once it is confirmed.',
  access: 'user',
  body: z.strictObject({ password: typedPassword }),
  status: 200,
  reply: z.object({
    /** In Base32, to be typed. */
    key: z.string(),
    /** `otpauth://…`, to be scanned. */
    address: z.string(),
  }),
  problems: ['forbidden', 'wrong-password'],
})

export const confirmSecondFactor = defineRoute({
  method: 'POST',
  path: '/api/v1/me/second-factor/confirm',
  tag: 'account',
  summary: 'Switch the second factor on with a first code. The recovery codes are told this once.',
  access: 'user',
  body: z.strictObject({ code: oneTimeCode }),
  status: 200,
  reply: z.object({ recoveryCodes: z.array(z.string()) }),
  problems: ['forbidden', 'wrong-code'],
})

export const removeSecondFactor = defineRoute({
  method: 'POST',
  path: '/api/v1/me/second-factor/remove',
  tag: 'account',
  summary:
    'Switch the second factor off with one more code of it, to have another one or none. Who must have one administers nothing meanwhile.',
  access: 'user',
  body: z.strictObject({ password: typedPassword, code: oneTimeCode }),
  status: 204,
  problems: ['forbidden', 'wrong-password', 'wrong-code'],
})
