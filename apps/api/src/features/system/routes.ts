import { contract } from '@parvis/contract/contract'
import { toOpenApi } from '@parvis/contract/openapi'
import type { Context } from '../../context.ts'
import type { Handler, Http } from '../../platform/http/serve.ts'
import { checkReadiness } from './readiness.ts'
import { renderReference } from './reference-page.ts'

const answerHealth: Handler<typeof contract.getHealth> = async () => ({ status: 'ok' })

/** Version of the API's contract, as OpenAPI names it. */
export const apiVersion = '1.0.0'

export function mountSystem(http: Http, context: Context): void {
  let openApi: Record<string, unknown> | undefined
  let reference: string | undefined
  http.serve(contract.getHealth, answerHealth)
  http.serve(contract.getReadiness, checkReadiness(context))
  http.serve(contract.getOpenApi, async () => (openApi ??= toOpenApi(contract, apiVersion)))
  http.router.get('/api/v1/docs', (_request, response) => {
    reference ??= renderReference()
    response.type('html').send(reference)
  })
}
