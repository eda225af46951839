import {
  cancelSchedule,
  changeSchedule,
  downloadSchedule,
  getCalendar,
  getSchedule,
  invite,
  listUpcoming,
  makeCalendarFeed,
  readCalendarFeed,
  revokeCalendarFeed,
  scheduleMeeting,
  uninvite,
} from '@parvis/contract/calendar'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { cancelPlan, changePlan } from './change-schedule.ts'
import { makeFeed, readSettings, revokeFeed, serveFeed } from './feed.ts'
import { invitePeople, uninvitePerson } from './invite-people.ts'
import { listOwnUpcoming } from './list-upcoming.ts'
import { downloadCalendar, readSchedule } from './read-schedule.ts'
import { planMeeting } from './schedule-meeting.ts'

export function mountCalendar(http: Http, context: Context): void {
  // NOTE each of these may send mails to hundreds: the quota counts those, this counts the work.
  const mails = perMinute(30)
  http.serve(scheduleMeeting, planMeeting(context), { limit: mails })
  http.serve(changeSchedule, changePlan(context), { limit: mails })
  http.serve(cancelSchedule, cancelPlan(context), { limit: mails })
  http.serve(invite, invitePeople(context), { limit: mails })
  http.serve(uninvite, uninvitePerson(context), { limit: perMinute(120) })
  http.serve(getSchedule, readSchedule(context))
  http.serveStream(downloadSchedule, downloadCalendar(context), { limit: perMinute(60) })
  http.serve(listUpcoming, listOwnUpcoming(context))
  http.serve(getCalendar, readSettings(context))
  http.serve(makeCalendarFeed, makeFeed(context, readCalendarFeed.path), { limit: perMinute(20) })
  http.serve(revokeCalendarFeed, revokeFeed(context), { limit: perMinute(20) })
  // Programs of a whole office may ask from one address; guessing 256 bits is hopeless at any rate.
  http.serveStream(readCalendarFeed, serveFeed(context), { limit: perMinute(300) })
}
