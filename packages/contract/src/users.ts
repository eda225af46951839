import * as z from 'zod/mini'
import { organisationId, userId } from './ids.ts'
import { pageOf, pageQuery } from './paging.ts'
import { defineRoute } from './route.ts'
import { userRole } from './session.ts'

/** Somebody with an account, as administrators see them. */
export const user = z.object({
  id: userId,
  name: z.string(),
  email: z.string(),
  organisation: z.object({ id: organisationId, name: z.string() }),
  role: userRole,
  platformAdministrator: z.boolean(),
  /** The identity provider through which they sign in; null for a password of ours, and before they come the first time. */
  provider: z.nullable(z.string()),
  /** Whether they have a password of ours, or were invited to choose one; not so what a directory made. */
  local: z.boolean(),
  /** Whether a code is asked for as well when they sign in with their password. */
  secondFactor: z.boolean(),
  lastSeenAt: z.nullable(z.iso.datetime()),
  disabledAt: z.nullable(z.iso.datetime()),
  /** While they have not chosen a password yet: until when the link is good that was mailed to them; null once it is not. */
  invitation: z.nullable(z.object({ expiresAt: z.nullable(z.iso.datetime()) })),
})
export type User = z.output<typeof user>

const params = z.object({ userId })

export const listUsers = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/users',
  tag: 'administration',
  summary:
    'The people of the organisations that the caller administers, by name; searched by name or address.',
  access: 'administrator',
  scope: 'people:read',
  query: z.extend(pageQuery, {
    organisationId: z.optional(organisationId),
    only: z.optional(z.literal('administrators')),
  }),
  status: 200,
  reply: pageOf(user),
  problems: ['not-found'],
})

export const updateUser = defineRoute({
  method: 'PATCH',
  path: '/api/v1/admin/users/:userId',
  tag: 'administration',
  summary:
    'Give or take the administration of their organisation. Administrators of the installation also move people to another organisation, where they administer nothing, and give or take the administration of the installation.',
  access: 'administrator',
  params,
  body: z.strictObject({
    role: z.optional(userRole),
    organisationId: z.optional(organisationId),
    platformAdministrator: z.optional(z.boolean()),
  }),
  status: 200,
  reply: user,
  problems: ['not-found', 'last-administrator'],
})

export const endUserSessions = defineRoute({
  method: 'DELETE',
  path: '/api/v1/admin/users/:userId/sessions',
  tag: 'administration',
  summary: 'End every session of a person: each of their browsers has to sign in again.',
  access: 'administrator',
  params,
  status: 200,
  reply: z.object({ ended: z.number() }),
  problems: ['not-found'],
})
