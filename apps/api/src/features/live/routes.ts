import { watchMeeting } from '@parvis/contract/live'
import type { Context } from '../../context.ts'
import type { Http } from '../../platform/http/serve.ts'
import { streamMeeting } from './watch-meeting.ts'

export function mountLive(http: Http, context: Context): void {
  http.serveStream(watchMeeting, streamMeeting(context), { brief: true })
}
