import * as z from 'zod/mini'

/**
 * Every way in which a request can be refused, with its HTTP status. The server throws `new Problem(code)`,
 * the page holds one sentence for each code: a code without a sentence does not compile.
 */
export const problemStatus = {
  'invalid-request': 400,
  'name-required': 400,
  'domain-invalid': 400,
  'contrast-too-low': 400,
  'image-refused': 400,
  'schedule-impossible': 400,
  'confirmation-wrong': 400,
  'two-credentials': 400,
  'sign-in-required': 401,
  'wrong-credentials': 401,
  'second-factor-needed': 401,
  'wrong-code': 401,
  'webhook-refused': 401,
  'key-invalid': 401,
  'logout-refused': 400,
  'cross-site-request': 403,
  forbidden: 403,
  'stronger-sign-in-needed': 403,
  'key-not-allowed': 403,
  banned: 403,
  'guests-not-allowed': 403,
  'creation-not-allowed': 403,
  'addresses-not-allowed': 403,
  'entry-refused': 403,
  removed: 403,
  'chat-not-allowed': 403,
  'meeting-locked': 403,
  'administrators-stay-out': 403,
  'passcode-required': 403,
  'passcode-wrong': 403,
  'setup-link-invalid': 403,
  'password-link-invalid': 403,
  'local-accounts-off': 403,
  'assurance-not-met': 409,
  'wrong-password': 403,
  'second-factor-required': 403,
  'not-found': 404,
  'meeting-not-found': 404,
  'place-not-found': 404,
  'role-not-found': 404,
  'ban-not-found': 404,
  'schedule-not-found': 404,
  'delegation-not-found': 404,
  'message-not-found': 404,
  'method-not-allowed': 405,
  'account-exists': 409,
  'mail-not-configured': 409,
  'meeting-full': 409,
  'last-owner': 409,
  'too-many-provisioning-tokens': 409,
  'too-many-api-keys': 409,
  'too-many-roles': 409,
  'too-many-delegations': 409,
  'address-taken': 409,
  'address-reserved': 409,
  'domain-taken': 409,
  'siret-taken': 409,
  'organisation-not-empty': 409,
  'last-administrator': 409,
  'schedule-cancelled': 409,
  'schedule-limit': 409,
  'waiting-room-full': 409,
  'chat-full': 409,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  'invitation-quota': 429,
  'internal-error': 500,
  'not-ready': 503,
  'sfu-unavailable': 503,
  'provider-unavailable': 503,
  'database-unavailable': 503,
  busy: 503,
} as const

export type ProblemCode = keyof typeof problemStatus

/** True for a string that names one of our refusals; use it before trusting a code that came over the network. */
export function isProblemCode(value: unknown): value is ProblemCode {
  return typeof value === 'string' && Object.hasOwn(problemStatus, value)
}

/** What a caller may be told beside the code. `retryAfterSeconds` becomes the `Retry-After` header. */
export interface ProblemExtras {
  readonly detail?: string
  readonly fields?: readonly { readonly path: string; readonly message: string }[]
  readonly retryAfterSeconds?: number
  /** The identity provider to sign in with again. */
  readonly provider?: string
  /** What would be taken in place of what was refused. */
  readonly suggestion?: string
  readonly cause?: unknown
}

/** An expected refusal. Bugs are plain `Error`s and reach the caller as `internal-error` without any detail. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly extras: ProblemExtras

  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(extras.detail ?? code, extras.cause === undefined ? undefined : { cause: extras.cause })
    this.name = 'Problem'
    this.code = code
    this.extras = extras
  }

  get status(): number {
    return problemStatus[this.code]
  }
}

/** `application/problem+json` as RFC 9457 has it, with our `code` and a `requestId` to quote to support. */
export const problemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.optional(z.string()),
  fields: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  provider: z.optional(z.string()),
  suggestion: z.optional(z.string()),
  requestId: z.optional(z.string()),
})
export type ProblemBody = z.output<typeof problemBody>
