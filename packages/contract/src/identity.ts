import * as z from 'zod/mini'
import { defineRoute } from './route.ts'

/** The word that names an identity provider in addresses, given by the operator. */
export const providerName = z.string().check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/))

/**
 * A page of ours to come back to. Letters, digits, hyphens and slashes: what a browser could read as another host
 * (`//`, `\`, dots, encodings) does not fit, nor does an address of the API (security.md, A52).
 */
export const returnPath = z
  .string()
  .check(
    z.maxLength(300),
    z.regex(/^\/(?!(?:api|internal|rtc)(?:[/?]|$))(?:[\w-]+(?:\/[\w-]+)*)?(?:\?[\w=&%.-]*)?$/),
  )

/** Why a sign-in did not happen, as the sign-in page is told in its address. */
export const signInRefusal = z.enum([
  'provider-unavailable',
  'cancelled',
  'expired',
  'refused',
  'identity-incomplete',
  'domain-refused',
  'organisation-unknown',
  'account-disabled',
  'stronger-sign-in-needed',
])
export type SignInRefusal = z.output<typeof signInRefusal>

const identityProvider = z.object({
  name: providerName,
  label: z.string(),
  /** ProConnect has a button and an explanation of its own. */
  profile: z.enum(['generic', 'proconnect']),
})
export type IdentityProvider = z.output<typeof identityProvider>

const params = z.object({ provider: providerName })

export const listProviders = defineRoute({
  method: 'GET',
  path: '/api/v1/identity',
  tag: 'identity',
  summary: 'The identity providers that people may sign in with.',
  access: 'machine',
  status: 200,
  reply: z.object({ providers: z.array(identityProvider) }),
  problems: [],
})

export const startSignIn = defineRoute({
  method: 'GET',
  path: '/api/v1/identity/:provider/start',
  tag: 'identity',
  summary: 'Go to the identity provider to sign in; `silent` asks nothing of the person.',
  access: 'anyone',
  params,
  query: z.object({ returnTo: z.optional(returnPath), silent: z.optional(z.literal('1')) }),
  status: 302,
  problems: ['not-found'],
})

export const finishSignIn = defineRoute({
  method: 'GET',
  path: '/api/v1/identity/:provider/callback',
  tag: 'identity',
  summary:
    'Where the identity provider sends the browser back to. Sets the session cookie, or tells why not.',
  access: 'anyone',
  params,
  // What else stands in the address is the provider's, and judged as OpenID Connect has it.
  query: z.object({ state: z.optional(z.string().check(z.maxLength(200))) }),
  status: 302,
  problems: ['not-found'],
})

export const endAtProvider = defineRoute({
  method: 'POST',
  path: '/api/v1/identity/:provider/logout',
  tag: 'identity',
  summary:
    'Where the identity provider says that sessions are over (OpenID Connect Back-Channel Logout 1.0): a form with its signed `logout_token`. They end here, and in running meetings.',
  access: 'machine',
  params,
  status: 200,
  reply: z.object({ ended: z.number() }),
  problems: ['not-found', 'logout-refused', 'provider-unavailable'],
})

export const finishSignOut = defineRoute({
  method: 'GET',
  path: '/api/v1/identity/:provider/signed-out',
  tag: 'identity',
  summary: 'Where the identity provider sends the browser after signing out. Changes nothing.',
  access: 'machine',
  params,
  status: 302,
  problems: [],
})
