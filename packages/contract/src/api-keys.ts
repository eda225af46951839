import * as z from 'zod/mini'
import { apiKeyId, organisationId } from './ids.ts'
import { keyScope } from './key-scopes.ts'
import { defineRoute } from './route.ts'
import { line } from './text.ts'

/** How many keys an organisation may have. */
export const mostApiKeys = 20

/** For how long a key may be valid, and is when nothing is said. */
export const keyDays = { usual: 90, most: 365 } as const

/** A key as those see it who may revoke it: never the key itself. */
export const apiKey = z.object({
  id: apiKeyId,
  name: z.string(),
  /** How it begins, by which people recognise it. */
  start: z.string(),
  scopes: z.array(keyScope),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  expired: z.boolean(),
  /** To the hour; null before the first use. */
  lastUsedAt: z.nullable(z.iso.datetime()),
})
export type ApiKey = z.output<typeof apiKey>

const params = z.object({ organisationId })
const scopes = z.array(keyScope).check(
  z.minLength(1),
  z.maxLength(keyScope.options.length),
  z.refine((chosen) => new Set(chosen).size === chosen.length, { error: 'each scope once' }),
)

export const listApiKeys = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/organisations/:organisationId/api-keys',
  tag: 'administration',
  summary: 'The API keys of an organisation, those that have expired included.',
  access: 'administrator',
  params,
  status: 200,
  reply: z.object({ keys: z.array(apiKey) }),
  problems: ['not-found'],
})

export const createApiKey = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/organisations/:organisationId/api-keys',
  tag: 'administration',
  summary:
    'Make an API key for an organisation, for 90 days unless said otherwise. It is told in this answer and never again.',
  access: 'administrator',
  params,
  body: z.strictObject({
    name: line(64),
    scopes,
    days: z._default(z.int().check(z.minimum(1), z.maximum(keyDays.most)), keyDays.usual),
  }),
  status: 201,
  reply: z.object({ key: z.string() }),
  problems: ['not-found', 'too-many-api-keys'],
})

export const revokeApiKey = defineRoute({
  method: 'DELETE',
  path: '/api/v1/admin/organisations/:organisationId/api-keys/:keyId',
  tag: 'administration',
  summary: 'Revoke an API key: its next request is refused.',
  access: 'administrator',
  params: z.extend(params, { keyId: apiKeyId }),
  status: 204,
  problems: ['not-found'],
})
