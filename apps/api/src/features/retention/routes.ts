import { getRetention, updateRetention } from '@parvis/contract/retention'
import type { Context } from '../../context.ts'
import type { Http } from '../../platform/http/serve.ts'
import { changeRetention, showRetention } from './change-retention.ts'

export function mountRetention(http: Http, context: Context): void {
  http.serve(getRetention, showRetention(context))
  http.serve(updateRetention, changeRetention(context))
}
