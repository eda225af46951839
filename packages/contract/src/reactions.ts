import * as z from 'zod/mini'
import { meetingSlug, participantId } from './ids.ts'
import { defineRoute } from './route.ts'

/** What somebody can show without a word; the page has a picture and a word for each. */
export const reactionName = z.enum(['thumbs-up', 'clap', 'heart', 'laugh', 'surprise', 'party'])
export type ReactionName = z.output<typeof reactionName>

export const react = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/participants/:participantId/reactions',
  tag: 'reactions',
  summary:
    'Show a reaction to everybody in the sitting, where the hosts allow it. Whoever is not there at that moment never sees it.',
  access: 'anyone',
  params: z.object({ slug: meetingSlug, participantId }),
  body: z.strictObject({ reaction: reactionName }),
  status: 204,
  problems: ['meeting-not-found', 'forbidden'],
})
