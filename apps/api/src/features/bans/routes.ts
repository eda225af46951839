import { liftBan, listBans } from '@parvis/contract/bans'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { readBans } from './list-bans.ts'
import { letBackIn } from './lift-ban.ts'

export function mountBans(http: Http, context: Context): void {
  http.serve(listBans, readBans(context), { limit: perMinute(120) })
  http.serve(liftBan, letBackIn(context), { limit: perMinute(60) })
}
