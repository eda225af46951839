import { eraseMe, erasePerson, exportMe, exportPerson } from '@parvis/contract/persons'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { eraseOneself, eraseSomebody } from './erase-person.ts'
import { exportOneself, exportSomebody } from './export-person.ts'

const rarely = perMinute(10)

export function mountPersons(http: Http, context: Context): void {
  http.serveStream(exportMe, exportOneself(context), { limit: rarely })
  http.serve(eraseMe, eraseOneself(context), { limit: rarely })
  http.serveStream(exportPerson, exportSomebody(context), { limit: rarely })
  http.serve(erasePerson, eraseSomebody(context), { limit: rarely })
}
