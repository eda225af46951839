import * as z from 'zod/mini'
import { meetingAccess, meetingRights, mutingRule } from './meetings.ts'
import { defineRoute } from './route.ts'

const shape = {
  access: meetingAccess,
  waitForHost: z.boolean(),
  muting: z._default(mutingRule, 'hosts'),
}

/** What somebody's new meetings begin with: `own` when they said so themselves, otherwise as their organisation has it. */
export const meetingDefaults = z.object({ ...shape, rights: meetingRights, own: z.boolean() })
export type MeetingDefaults = z.output<typeof meetingDefaults>

export const getMeetingDefaults = defineRoute({
  method: 'GET',
  path: '/api/v1/me/meeting-defaults',
  tag: 'meetings',
  summary: 'What new meetings of the signed-in person begin with, whoever makes them.',
  access: 'user',
  status: 200,
  reply: meetingDefaults,
  problems: [],
})

export const setMeetingDefaults = defineRoute({
  method: 'POST',
  path: '/api/v1/me/meeting-defaults',
  tag: 'meetings',
  summary: 'Say what one’s own new meetings begin with. Meetings that are there already stay as they are.',
  access: 'user',
  body: z.strictObject({
    ...shape,
    rights: z.strictObject(meetingRights.shape),
  }),
  status: 200,
  reply: meetingDefaults,
  problems: [],
})

export const clearMeetingDefaults = defineRoute({
  method: 'DELETE',
  path: '/api/v1/me/meeting-defaults',
  tag: 'meetings',
  summary: 'Follow the organisation again in what new meetings begin with.',
  access: 'user',
  status: 204,
  problems: [],
})
