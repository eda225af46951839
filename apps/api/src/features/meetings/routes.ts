import {
  clearMeetingDefaults,
  getMeetingDefaults,
  setMeetingDefaults,
} from '@parvis/contract/meeting-defaults'
import {
  createMeeting,
  deleteMeeting,
  getMeeting,
  getOwnMeeting,
  listMeetings,
  updateMeeting,
} from '@parvis/contract/meetings'
import type { Context } from '../../context.ts'
import { perMinute, perMinuteNearly } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { createOwnMeeting } from './create-meeting.ts'
import { dropDefaults, keepDefaults, tellDefaults } from './defaults.ts'
import { deleteOwnMeeting } from './delete-meeting.ts'
import { readDoor } from './get-meeting.ts'
import { readOwnMeeting } from './get-own-meeting.ts'
import { listOwnMeetings } from './list-meetings.ts'
import { changeOwnMeeting } from './update-meeting.ts'

export function mountMeetings(http: Http, context: Context): void {
  http.serve(createMeeting, createOwnMeeting(context), { limit: perMinute(60) })
  http.serve(listMeetings, listOwnMeetings(context))
  http.serve(getMeeting, readDoor(context), { limit: perMinuteNearly(300) })
  http.serve(getOwnMeeting, readOwnMeeting(context))
  http.serve(updateMeeting, changeOwnMeeting(context))
  http.serve(deleteMeeting, deleteOwnMeeting(context))
  http.serve(getMeetingDefaults, tellDefaults(context))
  http.serve(setMeetingDefaults, keepDefaults(context), { limit: perMinute(60) })
  http.serve(clearMeetingDefaults, dropDefaults(context), { limit: perMinute(60) })
}
