import * as z from 'zod/mini'
import { foldAddress, isReserved, meetingAddress } from './addresses.ts'
import type { MeetingAddress } from './addresses.ts'
import { meetingSlug, participantId, userId } from './ids.ts'
import type { MeetingSlug } from './ids.ts'
import { pageOf, pageQuery } from './paging.ts'
import { defineRoute } from './route.ts'
import { meetingName } from './text.ts'

/**
 * Who enters without asking: with `public` everybody who has the link, with `trusted` signed-in people, with
 * `restricted` only those who have a role in the meeting. Everybody else waits until a host answers.
 */
export const meetingAccess = z.enum(['public', 'trusted', 'restricted'])
export type MeetingAccess = z.output<typeof meetingAccess>

/** What somebody may publish: enforced by the SFU and in every token. The sound of a screen goes with the screen alone. */
export const sourceNames = ['microphone', 'camera', 'screen', 'screenAudio'] as const
export type SourceName = (typeof sourceNames)[number]
export type SourceRights = Readonly<Record<SourceName, boolean>>

/** What participants who are not hosts may do. */
export const rightNames = [...sourceNames, 'chat', 'reactions'] as const
export type RightName = (typeof rightNames)[number]

/** NOTE what a reply or an event of an older version does not name is allowed. */
export const meetingRights = z.object({
  microphone: z.boolean(),
  camera: z.boolean(),
  screen: z.boolean(),
  screenAudio: z._default(z.boolean(), true),
  chat: z._default(z.boolean(), true),
  reactions: z._default(z.boolean(), true),
})
export type MeetingRights = z.output<typeof meetingRights>

/** Rights to change; what is not named stays as it is. */
export const rightsChange = {
  microphone: z.optional(z.boolean()),
  camera: z.optional(z.boolean()),
  screen: z.optional(z.boolean()),
  screenAudio: z.optional(z.boolean()),
  chat: z.optional(z.boolean()),
  reactions: z.optional(z.boolean()),
}

/**
 * Who switches off the microphone of somebody who is no host, one at a time: hosts alone, everybody who is there with an
 * account as well, or everybody who is there.
 */
export const mutingRule = z.enum(['hosts', 'accounts', 'everybody'])
export type MutingRule = z.output<typeof mutingRule>

/** What a meeting allows unless somebody says otherwise. */
export const everyRight: MeetingRights = {
  microphone: true,
  camera: true,
  screen: true,
  screenAudio: true,
  chat: true,
  reactions: true,
}

/** A role that outlives the occurrence. Owners and co-hosts are hosts whenever they are there. */
export const meetingRole = z.enum(['owner', 'cohost', 'member'])
export type MeetingRole = z.output<typeof meetingRole>

/** Somebody for whom another acts. */
const principal = z.object({ id: userId, name: z.string() })

/** A meeting as somebody with a role in it sees it. */
export const meeting = z.object({
  slug: meetingSlug,
  /** What was chosen beside the code. */
  address: z.nullable(meetingAddress),
  name: z.nullable(z.string()),
  access: meetingAccess,
  rights: meetingRights,
  /** Whoever has no role waits until a host is there. */
  waitForHost: z.boolean(),
  /** While no host is there, the member who has been there longest becomes host of this sitting. */
  membersStandIn: z.boolean(),
  /** Whether the door asks for a passcode, which is read by a request of its own. */
  passcode: z.boolean(),
  role: meetingRole,
  /** Whose meeting it is, when the role is lent by delegation. */
  actingFor: z.nullable(principal),
  /** Under its chosen address, or else its code. */
  url: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.nullable(z.iso.datetime()),
})
export type Meeting = z.output<typeof meeting>

/** A meeting with what its page of settings has to know. */
export const ownMeeting = z.extend(meeting, {
  /** Whether the organisation lets owners choose addresses. */
  addressesAllowed: z.boolean(),
  /** Whether guests may change their own names during a sitting. */
  renaming: z.boolean(),
  muting: mutingRule,
  /** Members are asked for the passcode as well. */
  passcodeForAll: z.boolean(),
})
export type OwnMeeting = z.output<typeof ownMeeting>

/** A meeting in the list of somebody’s own, with the names of others who host it, as far as they have been there. */
export const listedMeeting = z.extend(meeting, { otherHosts: z.array(z.string()) })
export type ListedMeeting = z.output<typeof listedMeeting>

/**
 * A meeting as somebody with its link sees it before entering. Who would have to ask learns neither its name nor who
 * is there (security.md, A2).
 */
export const meetingDoor = z.object({
  slug: meetingSlug,
  entry: z.enum(['open', 'ask', 'sign-in']),
  /** The caller has to give the meeting's passcode first. */
  passcode: z.boolean(),
  /** A host keeps out whoever is not in yet, the caller among them; joining would say the same. */
  locked: z._default(z.boolean(), false),
  name: z.nullable(z.string()),
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
  summary:
    'Create a meeting, for oneself or for who lets one act for them. An API key names in `for` who of its organisation is to own it. Its address is made by the server.',
  access: 'user',
  scope: 'meetings:write',
  body: z.strictObject({
    name: z.optional(meetingName),
    access: z.optional(meetingAccess),
    /** The person who is to own it, for who may act for them, and for a key of their organisation. */
    for: z.optional(userId),
  }),
  status: 201,
  reply: meeting,
  problems: ['forbidden', 'creation-not-allowed'],
})

export const listMeetings = defineRoute({
  method: 'GET',
  path: '/api/v1/meetings',
  tag: 'meetings',
  summary:
    'The meetings of the signed-in person and of those for whom they may act, most recently used first, and who these are.',
  access: 'user',
  query: pageQuery,
  status: 200,
  reply: z.extend(pageOf(listedMeeting), { actsFor: z.array(principal) }),
  problems: [],
})

export const getOwnMeeting = defineRoute({
  method: 'GET',
  path: '/api/v1/meetings/:slug/settings',
  tag: 'meetings',
  summary: 'A meeting with its settings, for somebody with a role in it.',
  access: 'user',
  params: slugParams,
  status: 200,
  reply: ownMeeting,
  problems: ['meeting-not-found', 'forbidden'],
})

export const updateMeeting = defineRoute({
  method: 'PATCH',
  path: '/api/v1/meetings/:slug',
  tag: 'meetings',
  summary:
    'Rename a meeting, or change who enters without asking, what participants may publish and who mutes others. For hosts; takes effect at once on who waits and who is there.',
  access: 'anyone',
  params: slugParams,
  body: z.strictObject({
    name: z.optional(z.nullable(meetingName)),
    access: z.optional(meetingAccess),
    waitForHost: z.optional(z.boolean()),
    membersStandIn: z.optional(z.boolean()),
    /** Whether guests may change their own names during a sitting. */
    renaming: z.optional(z.boolean()),
    rights: z.optional(z.strictObject(rightsChange)),
    muting: z.optional(mutingRule),
  }),
  status: 204,
  problems: ['meeting-not-found', 'forbidden'],
})

export const deleteMeeting = defineRoute({
  method: 'DELETE',
  path: '/api/v1/meetings/:slug',
  tag: 'meetings',
  summary: 'Delete a meeting and end it if it is going on. For its owner.',
  access: 'user',
  params: slugParams,
  status: 204,
  problems: ['meeting-not-found', 'forbidden', 'sfu-unavailable'],
})

export const getMeeting = defineRoute({
  method: 'GET',
  path: '/api/v1/meetings/:slug',
  tag: 'meetings',
  summary:
    'What a person with the link may know before entering. By code or chosen address; everything else goes by the code that is told here.',
  access: 'anyone',
  params: z.object({ slug: z.union([meetingSlug, meetingAddress]) }),
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
  const letters = lastSegment.toLowerCase().replace(/[\s\u2010-\u2015-]+/g, '-')
  const parsed = meetingSlug.safeParse(letters.replace(/^-?(.{3})-?(.{4})-?(.{3})-?$/u, '$1-$2-$3'))
  return parsed.success ? parsed.data : undefined
}

/**
 * What a person typed or pasted to find a meeting: its code, as `findSlug` takes it, or its chosen address, alone or in a
 * link, be that among the words of an invitation. Returns undefined when there is neither.
 */
export function findMeeting(typed: string): MeetingSlug | MeetingAddress | undefined {
  const slug = findSlug(typed)
  if (slug || typed.length > longestText) return slug
  for (const [link] of typed.matchAll(/https?:\/\/[^\s<>"«»]+/gi)) {
    const meant = findAlone(link)
    if (meant) return meant
  }
  return findAlone(typed.trim())
}

/** `typed` may stand in brackets or quotes, or end a sentence. */
function findAlone(typed: string): MeetingSlug | MeetingAddress | undefined {
  const bare = typed.replace(/^[<(["«\s]+/, '').replace(/[>)\]"».,\s]+$/, '')
  const slug = findSlug(bare)
  if (slug) return slug
  const path = (bare.split(/[?#]/)[0] ?? '').replace(/^https?:\/\//i, '//')
  const segments = path.split('/').filter((segment) => segment !== '')
  const isLink = path.startsWith('//') || segments[0]?.includes('.')
  if (segments.length !== (isLink ? 2 : 1)) return undefined
  const address = meetingAddress.safeParse(foldAddress(segments.at(-1) ?? '')).data
  return address && !isReserved(address) ? address : undefined
}

const longestText = 2_000
