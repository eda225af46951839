import { answerWaiting, joinMeeting, leaveMeeting } from '@parvis/contract/admission'
import { getPasscode, removePasscode, setPasscode } from '@parvis/contract/passcode'
import type { Context } from '../../context.ts'
import { perMinute, perMinuteNearly } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { answerKnocks } from './answer-waiting.ts'
import { enterMeeting } from './join-meeting.ts'
import { dropPasscode, keepPasscode, readPasscode } from './keep-passcode.ts'
import { leaveHere } from './leave-meeting.ts'

export function mountAdmission(http: Http, context: Context): void {
  // NOTE a whole ministry may come from one address.
  http.serve(joinMeeting, enterMeeting(context), { limit: perMinuteNearly(600) })
  http.serve(leaveMeeting, leaveHere(context))
  http.serve(answerWaiting, answerKnocks(context))
  http.serve(getPasscode, readPasscode(context), { limit: perMinute(60) })
  http.serve(setPasscode, keepPasscode(context), { limit: perMinute(60) })
  http.serve(removePasscode, dropPasscode(context), { limit: perMinute(60) })
}
