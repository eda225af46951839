import {
  deleteSupervisedMeeting,
  endSupervisedMeeting,
  listSupervisedMeetings,
} from '@parvis/contract/supervision'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { deleteFromOutside, endFromOutside, listMeetingsOfAdministrator } from './supervise-meetings.ts'

export function mountSupervision(http: Http, context: Context): void {
  const limit = perMinute(120)
  http.serve(listSupervisedMeetings, listMeetingsOfAdministrator(context), { limit: perMinute(300) })
  http.serve(endSupervisedMeeting, endFromOutside(context), { limit })
  http.serve(deleteSupervisedMeeting, deleteFromOutside(context), { limit })
}
