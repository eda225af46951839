import { chooseAddress, removeAddress } from '@parvis/contract/addresses'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { dropAddress, takeAddress } from './choose-address.ts'

export function mountAddresses(http: Http, context: Context): void {
  // Neither a list of words is tried out nor hoarded at this pace.
  http.serve(chooseAddress, takeAddress(context), { limit: { points: 20, seconds: 60 * 60, shared: true } })
  http.serve(removeAddress, dropAddress(context), { limit: perMinute(60) })
}
