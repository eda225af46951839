import * as z from 'zod/mini'
import { delegationId, userId } from './ids.ts'
import { defineRoute } from './route.ts'
import { emailAddress } from './text.ts'

/** Somebody whom the caller lets act for them, by the address that was given: whether an account has it is not told. */
const given = z.object({ id: delegationId, email: z.string(), until: z.nullable(z.iso.datetime()) })

/** Somebody for whom the caller may act. */
const received = z.object({
  id: delegationId,
  principal: z.object({ id: userId, name: z.string() }),
  until: z.nullable(z.iso.datetime()),
})

export const delegations = z.object({ given: z.array(given), received: z.array(received) })
export type Delegations = z.output<typeof delegations>

export const listDelegations = defineRoute({
  method: 'GET',
  path: '/api/v1/me/delegations',
  tag: 'delegations',
  summary: 'Whom the caller lets act for them in their meetings, and for whom they may act.',
  access: 'user',
  status: 200,
  reply: delegations,
  problems: [],
})

export const delegate = defineRoute({
  method: 'POST',
  path: '/api/v1/me/delegations',
  tag: 'delegations',
  summary:
    'Let the account of one’s own organisation that has this address act in all of one’s meetings, until a date or for good. The answer is the same whether there is one or not.',
  access: 'user',
  body: z.strictObject({ email: emailAddress, until: z.optional(z.iso.datetime()) }),
  status: 204,
  problems: ['too-many-delegations'],
})

export const revokeDelegation = defineRoute({
  method: 'DELETE',
  path: '/api/v1/me/delegations/:delegationId',
  tag: 'delegations',
  summary: 'End a delegation at once, for who gave it and for who received it.',
  access: 'user',
  params: z.object({ delegationId }),
  status: 204,
  problems: ['delegation-not-found'],
})
