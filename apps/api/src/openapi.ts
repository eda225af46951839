import { fileURLToPath } from 'node:url'
import { contract } from '@parvis/contract/contract'
import { toOpenApi } from '@parvis/contract/openapi'
import { apiVersion } from './features/system/index.ts'

/** The committed copy of the contract, for those who read it without a running server. */
export const openApiFile = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url))

/** The text of the committed copy. */
export function printOpenApi(): string {
  return `${JSON.stringify(toOpenApi(contract, apiVersion), null, 2)}\n`
}
