import { getConnections, sendTestMail } from '@parvis/contract/connections'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { mailOneself } from './mail-oneself.ts'
import { showConnections } from './show-connections.ts'

export function mountConnections(http: Http, context: Context): void {
  http.serve(getConnections, showConnections(context), { limit: perMinute(60) })
  http.serve(sendTestMail, mailOneself(context), { limit: perMinute(3) })
}
