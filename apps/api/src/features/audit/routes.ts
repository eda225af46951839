import { exportAuditCsv, exportAuditJson, listAudit, verifyAudit } from '@parvis/contract/audit'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { exportAsCsv, exportAsJson } from './export-audit.ts'
import { readAudit } from './list-audit.ts'
import { verifyChain } from './verify-chain.ts'

// Each reads much of the audit, or all of it.
const rarely = perMinute(10)

export function mountAudit(http: Http, context: Context): void {
  http.serve(listAudit, readAudit(context))
  http.serveStream(exportAuditCsv, exportAsCsv(context), { limit: rarely })
  http.serveStream(exportAuditJson, exportAsJson(context), { limit: rarely })
  http.serve(verifyAudit, verifyChain(context), { limit: rarely })
}
