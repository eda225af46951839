import * as z from 'zod/mini'
import { defineRoute } from './route.ts'

export const getHealth = defineRoute({
  method: 'GET',
  path: '/healthz',
  tag: 'system',
  summary: 'The process answers.',
  access: 'machine',
  status: 200,
  reply: z.object({ status: z.literal('ok') }),
  problems: [],
})

export const getReadiness = defineRoute({
  method: 'GET',
  path: '/readyz',
  tag: 'system',
  summary: 'Everything that a call needs answers; 503 names what does not.',
  access: 'machine',
  status: 200,
  reply: z.object({ status: z.literal('ready') }),
  problems: ['not-ready'],
})

export const receiveSfuWebhook = defineRoute({
  method: 'POST',
  path: '/api/webhooks/livekit',
  tag: 'system',
  summary: 'Events of the SFU, signed over their raw bytes.',
  access: 'sfu',
  status: 200,
  reply: z.object({ received: z.boolean() }),
  problems: ['webhook-refused'],
})

export const readSecurityText = defineRoute({
  method: 'GET',
  path: '/.well-known/security.txt',
  tag: 'system',
  summary: 'Where flaws are reported (RFC 9116).',
  access: 'machine',
  status: 200,
  file: 'text/plain',
  problems: [],
})

export const readDisclosurePolicy = defineRoute({
  method: 'GET',
  path: '/api/v1/security-policy',
  tag: 'system',
  summary: 'How flaws are reported and answered, unless the installation has a policy of its own elsewhere.',
  access: 'machine',
  status: 200,
  file: 'text/html',
  problems: ['not-found'],
})

export const getOpenApi = defineRoute({
  method: 'GET',
  path: '/api/v1/openapi.json',
  tag: 'system',
  summary: 'This contract as OpenAPI 3.1.',
  access: 'machine',
  status: 200,
  reply: z.record(z.string(), z.unknown()),
  problems: [],
})
