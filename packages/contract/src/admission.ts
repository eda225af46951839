import * as z from 'zod/mini'
import { meetingSlug, participantId } from './ids.ts'
import { defineRoute } from './route.ts'
import { displayName, passcodeDigits } from './text.ts'

/** A join token lives this long at most: it is minted at the click, and again at every reconnection. */
export const tokenTtlSeconds = 60

const slugParams = z.object({ slug: meetingSlug })

/** The reply to joining is the admission itself: all that is needed to connect. */
export const admitted = z.object({
  state: z.literal('admitted'),
  participantId,
  name: z.string(),
  /** WebSocket address of the SFU, same origin as the page. */
  sfuUrl: z.string(),
  /** LiveKit access token, ≤ 60 s. Keep it in memory only. */
  token: z.string(),
  /** Path of the live stream of this place. */
  live: z.string(),
  /** When this sitting of the meeting began. */
  startedAt: z.iso.datetime(),
})
export type Admitted = z.output<typeof admitted>

/**
 * A host has to answer first. The live stream tells `admitted` or `refused`; then join again with this place. Nothing
 * here opens the SFU (security.md, A5).
 */
export const waiting = z.object({
  state: z.literal('waiting'),
  participantId,
  name: z.string(),
  /** Path of the live stream of this place. */
  live: z.string(),
})
export type Waiting = z.output<typeof waiting>

export const admission = z.discriminatedUnion('state', [admitted, waiting])
export type Admission = z.output<typeof admission>

export const joinMeeting = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/join',
  tag: 'admission',
  summary:
    'Enter a meeting, or come back to a place in it. Guests give a name; accounts enter under their own.',
  access: 'anyone',
  params: slugParams,
  body: z.strictObject({
    name: z.optional(displayName),
    /** Where the door asks for one. Never part of an address. */
    passcode: z.optional(passcodeDigits),
    /**
     * Enter a meeting that is going on as one who administers its organisation, where its policy lets them: shown to
     * everybody, and no host by that.
     */
    asAdministrator: z.optional(z.boolean()),
    /** Come back to this place of this browser, after a cut, a reload, or from another tab. */
    participantId: z.optional(participantId),
    /** True when the SFU did not know the room: the server makes sure that it exists. */
    roomLost: z.optional(z.boolean()),
  }),
  status: 200,
  reply: admission,
  problems: [
    'meeting-not-found',
    'name-required',
    'banned',
    'entry-refused',
    'removed',
    'meeting-locked',
    'administrators-stay-out',
    'passcode-required',
    'passcode-wrong',
    'meeting-full',
    'waiting-room-full',
    'sfu-unavailable',
  ],
})

export const leaveMeeting = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/leave',
  tag: 'admission',
  summary: 'Leave: the given place of this browser, or all of its places in this meeting.',
  access: 'anyone',
  params: slugParams,
  body: z.strictObject({ participantId: z.optional(participantId) }),
  status: 204,
  problems: ['meeting-not-found'],
})

/** Hosts' answer to those who wait: these places, or all of them, in one request. */
export const answerWaiting = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/answers',
  tag: 'admission',
  summary: 'Let people who wait in, or refuse them: the given places, or everybody. For hosts who are there.',
  access: 'anyone',
  params: slugParams,
  body: z.strictObject({
    decision: z.enum(['admit', 'refuse']),
    participantIds: z.union([
      z.array(participantId).check(z.minLength(1), z.maxLength(200)),
      z.literal('all'),
    ]),
  }),
  status: 200,
  reply: z.object({ answered: z.number() }),
  problems: ['meeting-not-found', 'forbidden'],
})
