import * as z from 'zod/mini'
import { meetingSlug, participantId } from './ids.ts'
import { defineRoute } from './route.ts'

/** Somebody in the meeting, as the database knows them; media facts come from the SFU. */
export const presentParticipant = z.object({
  id: participantId,
  name: z.string(),
  joinedAt: z.iso.datetime(),
})
export type PresentParticipant = z.output<typeof presentParticipant>

/** The whole state of the stream at one sequence number: what a newcomer, or one who missed too much, starts from. */
const snapshot = z.object({
  kind: z.literal('snapshot'),
  meeting: z.object({ slug: meetingSlug, name: z.nullable(z.string()) }),
  participants: z.array(presentParticipant),
})

/** What the live stream tells. Every event but the snapshot is a change of what the snapshot holds. */
export const liveEvent = z.discriminatedUnion('kind', [
  snapshot,
  z.object({ kind: z.literal('participant-joined'), participant: presentParticipant }),
  z.object({ kind: z.literal('participant-left'), participantId }),
  z.object({ kind: z.literal('occurrence-ended') }),
])
export type LiveEvent = z.output<typeof liveEvent>

/**
 * The live stream of a place: server-sent events (WHATWG HTML, section 9.2). `id` is the meeting's sequence number;
 * `Last-Event-ID` resumes behind it without loss, and a gap too large to replay gives a new snapshot.
 */
export const watchMeeting = defineRoute({
  method: 'GET',
  path: '/api/v1/meetings/:slug/live',
  tag: 'live',
  summary: 'Server-sent events of one place in the meeting: a snapshot, then every change.',
  access: 'anyone',
  params: z.object({ slug: meetingSlug }),
  query: z.object({ place: participantId }),
  status: 200,
  events: liveEvent,
  problems: ['meeting-not-found', 'place-not-found'],
})
