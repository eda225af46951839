import {
  beginSecondFactor,
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
} from '@parvis/contract/second-factor'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { disableSecondFactor, enableSecondFactor, proposeSecondFactor, readSecondFactor } from './enrol.ts'

export function mountSecondFactor(http: Http, context: Context): void {
  const limit = perMinute(30)
  http.serve(getSecondFactor, readSecondFactor(context))
  http.serve(beginSecondFactor, proposeSecondFactor(context), { limit })
  http.serve(confirmSecondFactor, enableSecondFactor(context), { limit })
  http.serve(removeSecondFactor, disableSecondFactor(context), { limit })
}
