import * as z from 'zod/mini'
import { organisationId } from './ids.ts'
import { defineRoute } from './route.ts'
import { line } from './text.ts'

export const provisioningTokenId = z.uuid().brand<'ProvisioningTokenId'>()

/** How many tokens an organisation may have: enough to change from one to the next, and for two directories. */
export const mostProvisioningTokens = 5

/** A directory's key as those see it who may withdraw it: never the token itself. */
export const provisioningToken = z.object({
  id: provisioningTokenId,
  name: z.string(),
  createdAt: z.iso.datetime(),
  /** To the minute; null before the first use. */
  lastUsedAt: z.nullable(z.iso.datetime()),
})
export type ProvisioningToken = z.output<typeof provisioningToken>

export const provisioning = z.object({
  /** Display name of the group whose members administer the organisation; null leaves roles to the console. */
  administratorGroup: z.nullable(z.string()),
  tokens: z.array(provisioningToken),
})
export type Provisioning = z.output<typeof provisioning>

const params = z.object({ organisationId })
const groupName = line(120)

export const getProvisioning = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/organisations/:organisationId/provisioning',
  tag: 'administration',
  summary: 'How the directory of an organisation keeps its accounts (SCIM 2.0 at /scim/v2).',
  access: 'administrator',
  params,
  status: 200,
  reply: provisioning,
  problems: [],
})

export const updateProvisioning = defineRoute({
  method: 'PATCH',
  path: '/api/v1/admin/organisations/:organisationId/provisioning',
  tag: 'administration',
  summary: 'Name the group of the directory whose members administer the organisation. Roles follow at once.',
  access: 'administrator',
  params,
  body: z.strictObject({ administratorGroup: z.nullable(groupName) }),
  status: 204,
  problems: [],
})

export const createProvisioningToken = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/organisations/:organisationId/provisioning/tokens',
  tag: 'administration',
  summary: 'Make a token for the directory of an organisation. It is told in this answer and never again.',
  access: 'administrator',
  params,
  body: z.strictObject({ name: line(64) }),
  status: 201,
  reply: z.object({ token: z.string() }),
  problems: ['too-many-provisioning-tokens'],
})

export const deleteProvisioningToken = defineRoute({
  method: 'DELETE',
  path: '/api/v1/admin/organisations/:organisationId/provisioning/tokens/:tokenId',
  tag: 'administration',
  summary: 'Withdraw a token of a directory: its next request is refused.',
  access: 'administrator',
  params: z.extend(params, { tokenId: provisioningTokenId }),
  status: 204,
  problems: [],
})
