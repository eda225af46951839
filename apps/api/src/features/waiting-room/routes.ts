import { changeWaitingRoom, sendWaitingText } from '@parvis/contract/waiting-room'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { changeRoom } from './change-waiting-room.ts'
import { sendText } from './send-waiting-text.ts'

export function mountWaitingRoom(http: Http, context: Context): void {
  const limit = perMinute(240)
  http.serve(changeWaitingRoom, changeRoom(context), { limit })
  http.serve(sendWaitingText, sendText(context), { limit })
}
