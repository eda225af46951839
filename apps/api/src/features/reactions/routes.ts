import { react } from '@parvis/contract/reactions'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { showReaction } from './show-reaction.ts'

export function mountReactions(http: Http, context: Context): void {
  // NOTE a whole meeting room may sit behind one address; each place has a limit of its own.
  http.serve(react, showReaction(context), { limit: perMinute(600) })
}
