import * as z from 'zod/mini'
import { meetingSlug, participantId } from './ids.ts'
import type { MeetingSlug } from './ids.ts'
import { defineRoute } from './route.ts'
import { meetingName } from './text.ts'

/** Who may enter: `public` is everybody who has the link. */
export const meetingAccess = z.enum(['public'])
export type MeetingAccess = z.output<typeof meetingAccess>

/** A meeting as the person who may manage it sees it. */
export const meeting = z.object({
  slug: meetingSlug,
  name: z.nullable(z.string()),
  access: meetingAccess,
  url: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.nullable(z.iso.datetime()),
})
export type Meeting = z.output<typeof meeting>

/** A meeting as somebody with its link sees it before entering. */
export const meetingDoor = z.object({
  slug: meetingSlug,
  name: z.nullable(z.string()),
  access: meetingAccess,
  present: z.array(z.object({ name: z.string() })),
  presentCount: z.number(),
  /** The caller's own place when this browser is in the meeting already, in another tab. */
  ownPlace: z.nullable(participantId),
})
export type MeetingDoor = z.output<typeof meetingDoor>

const slugParams = z.object({ slug: meetingSlug })

export const createMeeting = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings',
  tag: 'meetings',
  summary: 'Create a meeting. Its address is made by the server.',
  access: 'user',
  body: z.strictObject({ name: z.optional(meetingName), access: z.optional(meetingAccess) }),
  status: 201,
  reply: meeting,
  problems: [],
})

export const listMeetings = defineRoute({
  method: 'GET',
  path: '/api/v1/meetings',
  tag: 'meetings',
  summary: 'The meetings of the signed-in person, most recently used first, at most 50.',
  access: 'user',
  status: 200,
  reply: z.object({ meetings: z.array(meeting) }),
  problems: [],
})

export const getMeeting = defineRoute({
  method: 'GET',
  path: '/api/v1/meetings/:slug',
  tag: 'meetings',
  summary: 'What a person with the link may know before entering.',
  access: 'anyone',
  params: slugParams,
  status: 200,
  reply: meetingDoor,
  problems: ['meeting-not-found'],
})

/**
 * The slug in what a person typed or pasted: a whole link, or a code in any case, with or without dashes.
 * Returns undefined when there is none.
 */
export function findSlug(typed: string): MeetingSlug | undefined {
  const withoutQuery = typed.trim().split(/[?#]/)[0] ?? ''
  const lastSegment = withoutQuery.replace(/\/+$/, '').split('/').at(-1) ?? ''
  const letters = lastSegment.toLowerCase().replace(/[\s\u2010-\u2015-]/g, '')
  const parsed = meetingSlug.safeParse(`${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}`)
  return parsed.success ? parsed.data : undefined
}
