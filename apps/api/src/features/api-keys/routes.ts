import { createApiKey, listApiKeys, revokeApiKey } from '@parvis/contract/api-keys'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { addKey, readKeys, withdrawKey } from './manage-keys.ts'

export function mountApiKeys(http: Http, context: Context): void {
  const limit = perMinute(60)
  http.serve(listApiKeys, readKeys(context))
  http.serve(createApiKey, addKey(context), { limit })
  http.serve(revokeApiKey, withdrawKey(context), { limit })
}
