import { lowerHands, setHand } from '@parvis/contract/hands'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { lowerAll } from './lower-hands.ts'
import { moveHand } from './set-hand.ts'

export function mountHands(http: Http, context: Context): void {
  // NOTE a whole meeting room may sit behind one address; each gesture reaches everybody in the meeting.
  http.serve(setHand, moveHand(context), { limit: perMinute(120) })
  http.serve(lowerHands, lowerAll(context), { limit: perMinute(60) })
}
