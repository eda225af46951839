import * as z from 'zod/mini'
import { meetingSlug } from './ids.ts'
import { defineRoute } from './route.ts'
import { passcodeDigits } from './text.ts'

const params = z.object({ slug: meetingSlug })
const problems = ['meeting-not-found', 'forbidden'] as const

/** What a meeting asks at its door. `forAll`: from members as well; owners and co-hosts are never asked. */
export const passcode = z.object({ passcode: z.nullable(z.string()), forAll: z.boolean() })

export const getPasscode = defineRoute({
  method: 'GET',
  path: '/api/v1/meetings/:slug/passcode',
  tag: 'passcode',
  summary: 'The passcode of a meeting, to be shown on demand. For its owners and co-hosts; audited.',
  access: 'user',
  params,
  status: 200,
  reply: passcode,
  problems,
})

export const setPasscode = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/passcode',
  tag: 'passcode',
  summary:
    'Ask a passcode at the door: six digits of the server’s making, or 6 to 12 chosen ones. For owners and co-hosts.',
  access: 'user',
  params,
  body: z.strictObject({
    passcode: z.optional(passcodeDigits),
    forAll: z.boolean(),
    /** Leaves the passcode that is asked already as it is, and does not tell it: to change `forAll` alone. */
    keep: z.optional(z.literal(true)),
  }),
  status: 200,
  reply: passcode,
  problems,
})

export const removePasscode = defineRoute({
  method: 'DELETE',
  path: '/api/v1/meetings/:slug/passcode',
  tag: 'passcode',
  summary: 'Ask no passcode any more. For owners and co-hosts.',
  access: 'user',
  params,
  status: 204,
  problems,
})
