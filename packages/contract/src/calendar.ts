import * as z from 'zod/mini'
import { inviteeId, meetingSlug, scheduleId } from './ids.ts'
import { pageOf, pageQuery } from './paging.ts'
import { day, plan, planFields, scheduleRule } from './plan.ts'
import { defineRoute } from './route.ts'
import { displayName, emailAddress } from './text.ts'

/** The languages of our mails. */
export const mailLanguage = z.enum(['fr', 'en'])
export type MailLanguage = z.output<typeof mailLanguage>

const newInvitee = z.strictObject({ email: emailAddress, name: z.optional(displayName) })
const newInvitees = z.array(newInvitee).check(z.maxLength(scheduleRule.inviteesAtOnce))

/** Somebody who was invited, for those who may invite. */
export const invitee = z.object({ id: inviteeId, email: z.string(), name: z.nullable(z.string()) })
export type Invitee = z.output<typeof invitee>

/** A schedule as those see it who may change it. */
export const schedule = z.object({
  id: scheduleId,
  slug: meetingSlug,
  ...planFields,
  /** Grows with every change that calendars must take over (RFC 5545, 3.8.7.4). */
  sequence: z.number(),
  cancelled: z.boolean(),
  invitees: z.array(invitee),
  /** The invitation in words, in the language in which it is mailed. */
  invitationText: z.string(),
})
export type Schedule = z.output<typeof schedule>

/** One time at which a meeting of the caller is to take place. */
export const upcoming = z.object({
  scheduleId,
  slug: meetingSlug,
  url: z.string(),
  title: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  /** The date in the meeting's own time zone, which names this time among those of a series. */
  day: z.string(),
  repeats: z.boolean(),
  /** Whether the caller may change and cancel it. */
  editable: z.boolean(),
})
export type Upcoming = z.output<typeof upcoming>

const meetingParams = z.object({ slug: meetingSlug })
const params = z.object({ slug: meetingSlug, scheduleId })
const problems = ['meeting-not-found', 'schedule-not-found', 'forbidden'] as const

export const scheduleMeeting = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/schedules',
  tag: 'calendar',
  summary: 'Schedule a meeting, once or repeatedly, and invite people by mail. For its owners and co-hosts.',
  access: 'user',
  params: meetingParams,
  body: z.strictObject({ ...planFields, language: mailLanguage, invitees: newInvitees }),
  status: 201,
  reply: schedule,
  problems: ['meeting-not-found', 'forbidden', 'schedule-impossible', 'schedule-limit', 'invitation-quota'],
})

export const getSchedule = defineRoute({
  method: 'GET',
  path: '/api/v1/meetings/:slug/schedules/:scheduleId',
  tag: 'calendar',
  summary: 'A schedule with those who are invited. For owners and co-hosts of the meeting.',
  access: 'user',
  params,
  status: 200,
  reply: schedule,
  problems,
})

export const changeSchedule = defineRoute({
  method: 'PATCH',
  path: '/api/v1/meetings/:slug/schedules/:scheduleId',
  tag: 'calendar',
  summary: 'Change a schedule; everybody invited gets the change by mail. For owners and co-hosts.',
  access: 'user',
  params,
  body: z.partial(plan),
  status: 200,
  reply: schedule,
  problems: [...problems, 'schedule-cancelled', 'schedule-impossible', 'invitation-quota'],
})

export const cancelSchedule = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/schedules/:scheduleId/cancellation',
  tag: 'calendar',
  summary:
    'Cancel all of it, or one date of a series; everybody invited is told by mail. For owners and co-hosts.',
  access: 'user',
  params,
  body: z.strictObject({ day: z.optional(day) }),
  status: 204,
  problems: [...problems, 'schedule-cancelled', 'schedule-impossible', 'invitation-quota'],
})

export const invite = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/schedules/:scheduleId/invitees',
  tag: 'calendar',
  summary: 'Invite people by mail; who is invited already gets no second one. For owners and co-hosts.',
  access: 'user',
  params,
  body: z.strictObject({ invitees: newInvitees.check(z.minLength(1)) }),
  status: 200,
  reply: schedule,
  problems: [...problems, 'schedule-cancelled', 'schedule-limit', 'invitation-quota'],
})

export const uninvite = defineRoute({
  method: 'DELETE',
  path: '/api/v1/meetings/:slug/schedules/:scheduleId/invitees/:inviteeId',
  tag: 'calendar',
  summary: 'Take an invitation back, by mail. For owners and co-hosts.',
  access: 'user',
  params: z.object({ slug: meetingSlug, scheduleId, inviteeId }),
  status: 204,
  problems: [...problems, 'schedule-cancelled'],
})

export const downloadSchedule = defineRoute({
  method: 'GET',
  path: '/api/v1/meetings/:slug/schedules/:scheduleId/invitation.ics',
  tag: 'calendar',
  summary: 'The schedule as a calendar file to hand on, without addresses. For owners and co-hosts.',
  access: 'user',
  params,
  status: 200,
  file: 'text/calendar',
  problems,
})

export const listUpcoming = defineRoute({
  method: 'GET',
  path: '/api/v1/upcoming',
  tag: 'calendar',
  summary: 'When the meetings of the signed-in person take place: what goes on now and what comes, in order.',
  access: 'user',
  query: z.pick(pageQuery, { after: true, limit: true }),
  status: 200,
  reply: pageOf(upcoming),
  problems: [],
})

/** What the page has to know of somebody's calendar. */
const calendar = z.object({
  /** The feed under a secret address, if there is one; the address itself is never told again. */
  feed: z.nullable(z.object({ createdAt: z.iso.datetime(), lastReadAt: z.nullable(z.iso.datetime()) })),
  /** Whether this installation sends invitations; otherwise organisers hand them on. */
  mailed: z.boolean(),
})

export const getCalendar = defineRoute({
  method: 'GET',
  path: '/api/v1/calendar',
  tag: 'calendar',
  summary: 'Whether the signed-in person has a calendar feed, and whether invitations are sent by mail.',
  access: 'user',
  status: 200,
  reply: calendar,
  problems: [],
})

export const makeCalendarFeed = defineRoute({
  method: 'POST',
  path: '/api/v1/calendar/feed',
  tag: 'calendar',
  summary: 'Make the secret address of the calendar feed, shown this once; the one before stops working.',
  access: 'user',
  body: z.strictObject({}),
  status: 201,
  reply: z.object({ url: z.string() }),
  problems: [],
})

export const revokeCalendarFeed = defineRoute({
  method: 'DELETE',
  path: '/api/v1/calendar/feed',
  tag: 'calendar',
  summary: 'Revoke the calendar feed: its address leads nowhere from now on.',
  access: 'user',
  status: 204,
  problems: [],
})

export const readCalendarFeed = defineRoute({
  method: 'GET',
  path: '/api/v1/calendar/:token.ics',
  tag: 'calendar',
  summary: 'The meetings of the person to whom the secret address belongs. Known by the address alone.',
  access: 'machine',
  params: z.object({ token: z.string().check(z.regex(/^[\w-]{43}$/)) }),
  status: 200,
  file: 'text/calendar',
  problems: ['not-found'],
})
