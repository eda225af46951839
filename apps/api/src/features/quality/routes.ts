import { listQuality, reportQuality } from '@parvis/contract/quality'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { showQuality } from './read-quality.ts'
import { takeReport } from './report-quality.ts'

export function mountQuality(http: Http, context: Context): void {
  // NOTE a whole ministry may be behind one address, each page with a report a minute; each place has a limit of its own.
  http.serve(reportQuality, takeReport(context), { limit: perMinute(3000), bodyLimit: '2kb' })
  http.serve(listQuality, showQuality(context), { limit: perMinute(300) })
}
