import * as z from 'zod/mini'
import { meetingSlug, roleId } from './ids.ts'
import { meetingRole } from './meetings.ts'
import { pageOf, pageQuery } from './paging.ts'
import { defineRoute } from './route.ts'
import { emailAddress } from './text.ts'

/**
 * Somebody with a role in a meeting, as its owners and co-hosts see them. Whoever was added by address has no name
 * here until they have been in the meeting: the list tells nobody which addresses have an account (security.md, A33).
 */
export const roleEntry = z.object({
  id: roleId,
  role: meetingRole,
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  /** The caller's own. */
  own: z.boolean(),
})
export type RoleEntry = z.output<typeof roleEntry>

/** What an owner or a co-host gives by address. Ownership is handed over to people who have been in the meeting. */
export const grantedRole = z.enum(['cohost', 'member'])
export type GrantedRole = z.output<typeof grantedRole>

const params = z.object({ slug: meetingSlug })
const entryParams = z.object({ slug: meetingSlug, roleId })

export const listRoles = defineRoute({
  method: 'GET',
  path: '/api/v1/meetings/:slug/roles',
  tag: 'roles',
  summary: 'Who has a role in the meeting, owners first. For its owners and co-hosts.',
  access: 'user',
  params,
  query: pageQuery,
  status: 200,
  reply: pageOf(roleEntry),
  problems: ['meeting-not-found', 'forbidden'],
})

export const grantRole = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/roles',
  tag: 'roles',
  summary:
    'Give a role to an address, whether or not somebody has an account with it: the answer is the same. Owners name co-hosts and members, co-hosts name members.',
  access: 'user',
  params,
  body: z.strictObject({ email: emailAddress, role: grantedRole }),
  status: 204,
  problems: ['meeting-not-found', 'forbidden', 'too-many-roles'],
})

export const changeRole = defineRoute({
  method: 'PATCH',
  path: '/api/v1/meetings/:slug/roles/:roleId',
  tag: 'roles',
  summary:
    'Change somebody’s role. For owners; one of them always stays. Only who has been in the meeting becomes owner.',
  access: 'user',
  params: entryParams,
  body: z.strictObject({ role: meetingRole }),
  status: 204,
  problems: ['meeting-not-found', 'role-not-found', 'forbidden', 'last-owner'],
})

export const transferMeeting = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/ownership',
  tag: 'roles',
  summary: 'Hand the meeting over: the other becomes owner and the caller co-host, in one step. For owners.',
  access: 'user',
  params,
  body: z.strictObject({ to: roleId }),
  status: 204,
  problems: ['meeting-not-found', 'role-not-found', 'forbidden'],
})

export const revokeRole = defineRoute({
  method: 'DELETE',
  path: '/api/v1/meetings/:slug/roles/:roleId',
  tag: 'roles',
  summary: 'Take a role away, or give one’s own up (`own`). The last owner stays.',
  access: 'user',
  params: z.object({ slug: meetingSlug, roleId: z.union([roleId, z.literal('own')]) }),
  status: 204,
  problems: ['meeting-not-found', 'role-not-found', 'forbidden', 'last-owner'],
})
