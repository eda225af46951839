import { exportStatistics, getStatistics } from '@parvis/contract/statistics'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { createTurns } from '../../platform/turns.ts'
import { exportAsCsv, readStatistics } from './read-statistics.ts'

// Each reads every place of the time asked for.
const limit = perMinute(60)

export function mountStatistics(http: Http, context: Context): void {
  const takeTurn = createTurns({ atOnce: 2, patienceMs: 5000 })
  const needs = { database: context.database, takeTurn }
  http.serve(getStatistics, readStatistics(needs), { limit })
  http.serveStream(exportStatistics, exportAsCsv(needs), { limit })
}
