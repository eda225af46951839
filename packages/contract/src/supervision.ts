import * as z from 'zod/mini'
import { meetingSlug, organisationId } from './ids.ts'
import { meetingAccess } from './meetings.ts'
import { pageOf, pageQuery } from './paging.ts'
import { defineRoute } from './route.ts'

/** A meeting as administrators see it from outside: they learn how many are in it, not who. */
export const supervisedMeeting = z.object({
  slug: meetingSlug,
  name: z.nullable(z.string()),
  organisation: z.object({ id: organisationId, name: z.string() }),
  /** Name of an owner. */
  owner: z.nullable(z.string()),
  access: meetingAccess,
  createdAt: z.iso.datetime(),
  lastUsedAt: z.nullable(z.iso.datetime()),
  /** The sitting that is going on: one in which somebody is. */
  sitting: z.nullable(
    z.object({
      startedAt: z.iso.datetime(),
      people: z.int().check(z.minimum(1)),
      /** Those of them whose pages say that they are connected well, and badly or not at all. */
      well: z.int(),
      troubled: z.int(),
    }),
  ),
  /** It is going on, and those who administer it may enter. */
  mayEnter: z.boolean(),
})
export type SupervisedMeeting = z.output<typeof supervisedMeeting>

const params = z.object({ slug: meetingSlug })

export const listSupervisedMeetings = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/meetings',
  tag: 'administration',
  summary:
    'The meetings of the organisations that the caller administers, most recently used first; searched by name or address.',
  access: 'administrator',
  scope: 'meetings:read',
  query: z.extend(pageQuery, {
    organisationId: z.optional(organisationId),
    only: z.optional(z.literal('running')),
  }),
  status: 200,
  reply: pageOf(supervisedMeeting),
  problems: ['not-found'],
})

export const endSupervisedMeeting = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/meetings/:slug/end',
  tag: 'administration',
  summary: 'End the sitting of a meeting for everyone, without entering it.',
  access: 'administrator',
  params,
  body: z.strictObject({}),
  status: 204,
  problems: ['meeting-not-found', 'sfu-unavailable'],
})

export const deleteSupervisedMeeting = defineRoute({
  method: 'DELETE',
  path: '/api/v1/admin/meetings/:slug',
  tag: 'administration',
  summary: 'Delete a meeting and end it if it is going on, without entering it.',
  access: 'administrator',
  params,
  status: 204,
  problems: ['meeting-not-found', 'sfu-unavailable'],
})
