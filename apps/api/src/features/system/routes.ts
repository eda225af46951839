import { contract } from '@parvis/contract/contract'
import { toOpenApi } from '@parvis/contract/openapi'
import type { Context } from '../../context.ts'
import { limitRoute } from '../../platform/http/guard.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Handler, Http } from '../../platform/http/serve.ts'
import { checkReadiness } from './readiness.ts'
import { renderReference } from './reference-page.ts'
import { sendDisclosurePolicy, sendSecurityText } from './security-text.ts'

const answerHealth: Handler<typeof contract.getHealth> = async () => ({ status: 'ok' })

/** Version of the API's contract, as OpenAPI names it. */
export const apiVersion = '1.0.0'

export function mountSystem(http: Http, context: Context): void {
  let openApi: Record<string, unknown> | undefined
  let reference: string | undefined
  http.serve(contract.getHealth, answerHealth)
  http.serve(contract.getReadiness, checkReadiness(context))
  http.serve(contract.getOpenApi, async () => (openApi ??= toOpenApi(contract, apiVersion)))
  const limit = perMinute(60)
  http.serveStream(contract.readSecurityText, sendSecurityText(context), { limit })
  http.serveStream(contract.readDisclosurePolicy, sendDisclosurePolicy(context), { limit })
  const docs = '/api/v1/docs'
  http.router.get(
    docs,
    limitRoute(context.limits, { method: 'GET', path: docs }, limit),
    (_request, response) => {
      reference ??= renderReference()
      response.type('html').send(reference)
    },
  )
}
