import * as z from 'zod/mini'
import { meetingSlug, messageId, participantId } from './ids.ts'
import { pageOf, pageQuery } from './paging.ts'
import { defineRoute } from './route.ts'
import { paragraphs } from './text.ts'

/** The longest message, in UTF-16 code units as fields of the browser count them. */
export const messageLength = 2000

/** Something that somebody in the sitting wrote to all who are in it. */
export const chatMessage = z.object({
  id: messageId,
  /** Its place in the sitting, from 1; numbers of what was deleted are missing. */
  number: z.number(),
  /** Whose it is. Name, role and account are those of the place, never what the message says (security.md, A21). */
  place: participantId,
  name: z.string(),
  host: z.boolean(),
  account: z.boolean(),
  at: z.iso.datetime(),
  text: z.string(),
})
export type ChatMessage = z.output<typeof chatMessage>

const slugParams = z.object({ slug: meetingSlug })

export const sendMessage = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/chat',
  tag: 'chat',
  summary:
    'Write to everybody in the sitting, from a place of this browser. `clientId` is made by the caller: sent twice, it is one message.',
  access: 'anyone',
  params: slugParams,
  body: z.strictObject({
    place: participantId,
    clientId: z.uuid(),
    text: paragraphs(messageLength).check(z.minLength(1)),
  }),
  status: 204,
  problems: ['meeting-not-found', 'place-not-found', 'chat-not-allowed', 'chat-full'],
})

const { after, limit } = pageQuery.shape

export const listMessages = defineRoute({
  method: 'GET',
  path: '/api/v1/meetings/:slug/chat',
  tag: 'chat',
  summary: 'What was written since the sitting began, newest first, for a place of this browser in it.',
  access: 'anyone',
  params: slugParams,
  query: z.object({ place: participantId, after, limit }),
  status: 200,
  reply: z.extend(pageOf(chatMessage), {
    /** When the sitting began: nothing older is shown. */
    since: z.iso.datetime(),
    /** Days after the end of the sitting in which messages are erased. */
    keptDays: z.number(),
  }),
  problems: ['meeting-not-found', 'place-not-found'],
})

export const deleteMessage = defineRoute({
  method: 'DELETE',
  path: '/api/v1/meetings/:slug/chat/:messageId',
  tag: 'chat',
  summary: 'Take a message away from everybody: one’s own, or, as a host, any.',
  access: 'anyone',
  params: z.object({ slug: meetingSlug, messageId }),
  status: 204,
  problems: ['meeting-not-found', 'message-not-found', 'forbidden'],
})
