import * as z from 'zod/mini'
import { banId, meetingSlug } from './ids.ts'
import { pageOf, pageQuery } from './paging.ts'
import { defineRoute } from './route.ts'

/** Somebody who may not come back into a meeting, by account, by browser, or by both. */
export const banEntry = z.object({
  id: banId,
  /** Under which they were there; empty once the person behind it was erased, or for bans of long ago. */
  name: z.string(),
  /** An account is kept out, and not a browser alone. */
  account: z.boolean(),
  createdAt: z.iso.datetime(),
})
export type BanEntry = z.output<typeof banEntry>

export const listBans = defineRoute({
  method: 'GET',
  path: '/api/v1/meetings/:slug/bans',
  tag: 'moderation',
  summary: 'Who may not come back, the latest first. For the meeting’s owners and co-hosts.',
  access: 'user',
  params: z.object({ slug: meetingSlug }),
  query: pageQuery,
  status: 200,
  reply: pageOf(banEntry),
  problems: ['meeting-not-found', 'forbidden'],
})

export const liftBan = defineRoute({
  method: 'DELETE',
  path: '/api/v1/meetings/:slug/bans/:banId',
  tag: 'moderation',
  summary:
    'Lift a ban: the account and the browser may come again. Whoever was put out of the sitting that goes on has to ask. For owners and co-hosts who are not banned themselves.',
  access: 'user',
  params: z.object({ slug: meetingSlug, banId }),
  status: 204,
  problems: ['meeting-not-found', 'ban-not-found', 'forbidden'],
})
