import * as z from 'zod/mini'
import { meetingSlug, participantId } from './ids.ts'
import { rightsChange } from './meetings.ts'
import { defineRoute } from './route.ts'
import { displayName } from './text.ts'

const slugParams = z.object({ slug: meetingSlug })
const problems = ['meeting-not-found', 'place-not-found', 'forbidden', 'sfu-unavailable'] as const

/** What a host can switch off at somebody, and forbid. Switching on is never possible from elsewhere. */
export const mediaSource = z.enum(['microphone', 'camera', 'screen'])
export type MediaSource = z.output<typeof mediaSource>

export const muteParticipants = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/mute',
  tag: 'moderation',
  summary:
    'Switch off the microphone, camera or share of one, of all, or of all but some, in one request. For hosts; hosts among "all" are spared. Where the meeting lets others mute: one microphone at a time, of nobody who is host.',
  access: 'anyone',
  params: slugParams,
  body: z.strictObject({
    source: mediaSource,
    participantIds: z.union([
      z.array(participantId).check(z.minLength(1), z.maxLength(200)),
      z.literal('all'),
    ]),
    except: z.optional(z.array(participantId).check(z.maxLength(200))),
  }),
  status: 200,
  reply: z.object({ muted: z.number() }),
  problems,
})

export const setParticipantRights = defineRoute({
  method: 'PATCH',
  path: '/api/v1/meetings/:slug/participants/:participantId',
  tag: 'moderation',
  summary:
    'Give one participant a right or take it away, or make them a host or not. For hosts; an owner stays host.',
  access: 'anyone',
  params: z.object({ slug: meetingSlug, participantId }),
  body: z.strictObject({
    ...rightsChange,
    host: z.optional(z.boolean()),
  }),
  status: 204,
  problems,
})

export const renameParticipant = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/participants/:participantId/name',
  tag: 'moderation',
  summary:
    'Give a guest another name: oneself, where the meeting allows it, or, as a host, somebody else. Accounts keep their own.',
  access: 'anyone',
  params: z.object({ slug: meetingSlug, participantId }),
  body: z.strictObject({ name: displayName }),
  status: 204,
  problems,
})

export const removeParticipant = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/participants/:participantId/removal',
  tag: 'moderation',
  summary:
    'Remove somebody. `ban` also keeps their account and browser out for good; after the ban of a guest everybody without a role has to ask.',
  access: 'anyone',
  params: z.object({ slug: meetingSlug, participantId }),
  body: z.strictObject({ ban: z.boolean() }),
  status: 204,
  problems,
})

export const spotlight = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/spotlight',
  tag: 'moderation',
  summary:
    'Show one participant large to everybody, those who come later included, or nobody (null). It ends when they leave. For hosts.',
  access: 'anyone',
  params: slugParams,
  body: z.strictObject({ participantId: z.nullable(participantId) }),
  status: 204,
  problems,
})

export const lockMeeting = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/lock',
  tag: 'moderation',
  summary: 'Lock the sitting, so that nobody new enters or asks, or unlock it. For hosts.',
  access: 'anyone',
  params: slugParams,
  body: z.strictObject({ locked: z.boolean() }),
  status: 204,
  problems,
})

export const endMeeting = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/end',
  tag: 'moderation',
  summary: 'End the sitting for everyone. For hosts.',
  access: 'anyone',
  params: slugParams,
  body: z.strictObject({}),
  status: 204,
  problems,
})
