import * as z from 'zod/mini'
import { providerName } from './identity.ts'
import { defineRoute } from './route.ts'

/** Why an identity provider cannot be used. */
export const providerFailure = z.enum(['unreachable', 'too-slow', 'not-a-provider'])
export type ProviderFailure = z.output<typeof providerFailure>

const providerConnection = z.object({
  name: providerName,
  label: z.string(),
  profile: z.enum(['generic', 'proconnect']),
  issuer: z.string(),
  checkedAt: z.iso.datetime(),
  /** Null while it answers. */
  failure: z.nullable(providerFailure),
})
export type ProviderConnection = z.output<typeof providerConnection>

const mailConnection = z.object({
  host: z.string(),
  port: z.number(),
  from: z.string(),
  /** Mails that wait for the relay. */
  waiting: z.number(),
  /** What the relay or the network said to the latest of them, as a code. */
  lastFailure: z.nullable(z.string()),
})
export type MailConnection = z.output<typeof mailConnection>

export const getConnections = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/connections',
  tag: 'administration',
  summary:
    'The identity providers and the mail relay of the installation, and whether they answer: asked now, a provider every 10 seconds at most. No secret. For administrators of the installation.',
  access: 'administrator',
  status: 200,
  reply: z.object({ providers: z.array(providerConnection), mail: z.nullable(mailConnection) }),
  problems: [],
})

export const sendTestMail = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/connections/test-mail',
  tag: 'administration',
  summary: 'Send a mail to oneself by the relay. For administrators of the installation.',
  access: 'administrator',
  body: z.strictObject({}),
  status: 204,
  problems: ['mail-not-configured'],
})
