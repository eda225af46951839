import { Problem } from '@parvis/contract/problems'
import type { getMe } from '@parvis/contract/session'
import type { Handler } from '../../platform/http/serve.ts'

export const readMe: Handler<typeof getMe> = async ({ caller }) => {
  if (caller.kind !== 'user') throw new Problem('sign-in-required')
  return caller
}
