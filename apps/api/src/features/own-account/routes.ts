import {
  changePassword,
  endOtherSessions,
  endSession,
  listSessions,
  renameMe,
} from '@parvis/contract/own-account'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { rename, replacePassword } from './profile.ts'
import { endAllOtherSessions, endOneSession, listOwnSessions } from './sessions.ts'

export function mountOwnAccount(http: Http, context: Context): void {
  http.serve(listSessions, listOwnSessions(context))
  http.serve(endSession, endOneSession(context), { limit: perMinute(120) })
  http.serve(endOtherSessions, endAllOtherSessions(context), { limit: perMinute(30) })
  http.serve(renameMe, rename(context), { limit: perMinute(30) })
  http.serve(changePassword, replacePassword(context), { limit: perMinute(30) })
}
