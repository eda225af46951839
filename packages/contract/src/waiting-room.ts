import * as z from 'zod/mini'
import { meetingSlug, participantId } from './ids.ts'
import { defineRoute } from './route.ts'
import { line } from './text.ts'

/** What hosts say to all who wait, and whether those may write to the hosts. */
export const waitingRoom = z.object({ message: z.nullable(z.string()), texts: z.boolean() })
export type WaitingRoom = z.output<typeof waitingRoom>

/** A line between one person who waits and the hosts; nobody else is told it. */
export const waitingText = z.object({
  id: z.uuid(),
  /** The place that waits. */
  place: participantId,
  from: z.enum(['waiting', 'host']),
  /** Which host wrote; who waits is not told (security.md, A6). */
  by: z.nullable(z.string()),
  text: z.string(),
})
export type WaitingText = z.output<typeof waitingText>

export const changeWaitingRoom = defineRoute({
  method: 'PATCH',
  path: '/api/v1/meetings/:slug/waiting-room',
  tag: 'waiting room',
  summary: 'Say something to all who wait, or allow them to write to the hosts. For hosts.',
  access: 'anyone',
  params: z.object({ slug: meetingSlug }),
  body: z.strictObject({ message: z.optional(z.nullable(line(300))), texts: z.optional(z.boolean()) }),
  status: 204,
  problems: ['meeting-not-found', 'forbidden'],
})

export const sendWaitingText = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/waiting-room/texts',
  tag: 'waiting room',
  summary:
    'Write to the hosts while waiting, or, as a host, to somebody who waits; when the meeting allows it.',
  access: 'anyone',
  params: z.object({ slug: meetingSlug }),
  body: z.strictObject({ place: participantId, text: line(300) }),
  status: 204,
  problems: ['meeting-not-found', 'place-not-found', 'forbidden'],
})
