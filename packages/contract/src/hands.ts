import * as z from 'zod/mini'
import { meetingSlug, participantId } from './ids.ts'
import { defineRoute } from './route.ts'

/** Who left keeps the hand up for this long, in case it was a reload or a cut. */
export const handKeptSeconds = 60

export const setHand = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/participants/:participantId/hand',
  tag: 'hands',
  summary:
    'Raise or lower one’s own hand, or, as a host, lower somebody else’s. It stays up through a reload or a cut, and goes with who leaves.',
  access: 'anyone',
  params: z.object({ slug: meetingSlug, participantId }),
  body: z.strictObject({ raised: z.boolean() }),
  status: 204,
  problems: ['meeting-not-found', 'place-not-found', 'forbidden'],
})

export const lowerHands = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/hands/lowering',
  tag: 'hands',
  summary: 'Lower every raised hand in one request. For hosts.',
  access: 'anyone',
  params: z.object({ slug: meetingSlug }),
  body: z.strictObject({}),
  status: 200,
  reply: z.object({ lowered: z.number() }),
  problems: ['meeting-not-found', 'place-not-found', 'forbidden'],
})
