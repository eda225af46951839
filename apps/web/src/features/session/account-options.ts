import { getAccountOptions } from '@parvis/contract/accounts'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

/** Who may sign in with a password, and whether mails can be sent. */
export const accountOptionsQuery = queryOptions({
  queryKey: ['account-options'],
  queryFn: () => call(getAccountOptions, {}),
  staleTime: Infinity,
})
