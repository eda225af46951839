import * as z from 'zod/mini'
import { chatMessage } from './chat.ts'
import { meetingSlug, messageId, participantId } from './ids.ts'
import { meetingAccess, meetingRights, mutingRule } from './meetings.ts'
import { reactionName } from './reactions.ts'
import { defineRoute } from './route.ts'
import { waitingRoom, waitingText } from './waiting-room.ts'

/** Who vouches for somebody. Text that they wrote themselves has no part in it; hosts alone are told. */
const vouchers = z.object({
  /** The identity provider that they signed in with, as the operator calls it; absent for a password of ours and for guests. */
  provider: z.optional(z.string()),
  /** Their account is of another organisation than the meeting. */
  elsewhere: z.optional(z.literal(true)),
  /** The host who let them in when they had asked to enter. */
  admittedBy: z.optional(z.string()),
  /** What their account is in the meeting from one sitting to the next: a host rules below themselves alone. */
  role: z.optional(z.enum(['owner', 'cohost'])),
})
export type Vouchers = z.output<typeof vouchers>

/** Somebody in the meeting, as the database knows them; media facts come from the SFU. */
export const presentParticipant = z.object({
  id: participantId,
  name: z.string(),
  joinedAt: z.iso.datetime(),
  host: z.boolean(),
  /** Signed in, against a guest who typed the name. Text cannot imitate it. */
  account: z.boolean(),
  /** Entered by the right of those who administer the organisation. */
  administrator: z.optional(z.boolean()),
  /** Since when their hand is up: who raised it first is first in the queue. */
  handRaisedAt: z.optional(z.iso.datetime()),
  /** What they may publish. Told to hosts alone. */
  rights: z.optional(meetingRights),
  /** Told to hosts alone. */
  vouchers: z.optional(vouchers),
})
export type PresentParticipant = z.output<typeof presentParticipant>

/** Somebody who waits for an answer; hosts alone are told. */
export const waitingParticipant = z.object({
  id: participantId,
  name: z.string(),
  since: z.iso.datetime(),
  account: z.boolean(),
  vouchers: z.optional(vouchers),
})
export type WaitingParticipant = z.output<typeof waitingParticipant>

/** The meeting's rules as everybody in it may know them. */
export const meetingState = z.object({
  slug: meetingSlug,
  name: z.nullable(z.string()),
  access: meetingAccess,
  rights: meetingRights,
  locked: z.boolean(),
  /** Whether guests may change their own names. */
  renaming: z._default(z.boolean(), true),
  /** Who switches off the microphones of others. */
  muting: z._default(mutingRule, 'hosts'),
})
export type MeetingState = z.output<typeof meetingState>

/** The whole state of the stream at one sequence number: what a newcomer, or one who missed too much, starts from. */
const snapshot = z.object({
  kind: z.literal('snapshot'),
  meeting: meetingState,
  participants: z.array(presentParticipant),
  /** Null for those who are not hosts. */
  waiting: z.nullable(z.array(waitingParticipant)),
  /** What this very place may publish now. */
  ownRights: meetingRights,
  /** Whom a host shows large to everybody. */
  spotlight: z.nullable(participantId),
})

/** Who did something to somebody, to be told in words; `for`: in whose name, if not in their own. */
const by = z.object({
  name: z.string(),
  for: z.optional(z.string()),
  /** No host and without an account: nobody vouches for the name (security.md, A21). */
  guest: z.optional(z.literal(true)),
})
export type By = z.output<typeof by>

/** What the live stream tells. Every event but the snapshot is a change of what the snapshot holds. */
export const liveEvent = z.discriminatedUnion('kind', [
  snapshot,
  /** To a place that waits: nothing but this until an answer comes. `hostPresent` tells whether anybody can answer. */
  z.object({ kind: z.literal('waiting'), hostPresent: z.boolean() }),
  z.object({ kind: z.literal('admitted') }),
  z.object({ kind: z.literal('refused') }),
  z.object({ kind: z.literal('participant-joined'), participant: presentParticipant }),
  z.object({ kind: z.literal('participant-left'), participantId }),
  z.object({ kind: z.literal('host-changed'), participantId, host: z.boolean(), by: z.optional(by) }),
  /** `by`: null for who changed their own. */
  z.object({
    kind: z.literal('participant-renamed'),
    participantId,
    name: z.string(),
    by: z.nullable(by),
  }),
  /** Whom everybody sees large from now on; null for nobody. Whoever leaves is in no spotlight any more. */
  z.object({ kind: z.literal('spotlight'), participantId: z.nullable(participantId), by }),
  z.object({ kind: z.literal('hand-raised'), participantId, raisedAt: z.iso.datetime() }),
  /** `by`: null for who lowered their own. */
  z.object({
    kind: z.literal('hands-lowered'),
    participantIds: z.array(participantId),
    by: z.nullable(by),
  }),
  /** Seen by who is there now: not told again to who comes back. */
  z.object({ kind: z.literal('reaction'), participantId, reaction: reactionName }),
  /** To hosts: what somebody may publish now. */
  z.object({ kind: z.literal('participant-rights'), participantId, rights: meetingRights }),
  z.object({ kind: z.literal('meeting-changed'), meeting: meetingState }),
  /** To hosts: `gone` wait no more, answered or by themselves; then `came` ask to enter. Many changes come as one. */
  z.object({
    kind: z.literal('waiting-changed'),
    came: z.array(waitingParticipant),
    gone: z.array(participantId),
  }),
  /** To the place concerned. */
  z.object({ kind: z.literal('rights-changed'), rights: meetingRights, by: z.nullable(by) }),
  /** To the place concerned: somebody who may switched this off; only the person can switch it on again. */
  z.object({ kind: z.literal('muted'), source: z.enum(['microphone', 'camera', 'screen']), by }),
  /** To hosts: this many wrong passcodes were tried at the door within a minute. */
  z.object({ kind: z.literal('passcode-missed'), count: z.number() }),
  /** To the place concerned; `banned` when the person may not come back to this meeting. */
  z.object({ kind: z.literal('removed'), by, banned: z.optional(z.boolean()) }),
  /**
   * To hosts and to who waits: what is said to all who wait, and whether they may write. At the beginning of a stream
   * with what was written before.
   */
  z.object({
    kind: z.literal('waiting-room'),
    ...waitingRoom.shape,
    lines: z.optional(z.array(waitingText)),
  }),
  /** To hosts and to the one who waits; a line may also have been told with the beginning. */
  z.object({ kind: z.literal('waiting-text'), ...waitingText.shape }),
  z.object({ kind: z.literal('chat-message'), message: chatMessage }),
  /** A message of this place is gone. `by`: null when its author took it back. */
  z.object({
    kind: z.literal('chat-message-deleted'),
    id: messageId,
    place: participantId,
    by: z.nullable(by),
  }),
  /** The last word of a stream whose place is watched from elsewhere now. */
  z.object({ kind: z.literal('replaced') }),
  z.object({ kind: z.literal('occurrence-ended'), by: z.nullable(by) }),
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
