import { listProviders } from '@parvis/contract/identity'
import type { IdentityProvider } from '@parvis/contract/identity'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

const providersQuery = queryOptions({
  queryKey: ['identity-providers'],
  queryFn: async () => (await call(listProviders, {})).providers,
  staleTime: Infinity,
})

const none: readonly IdentityProvider[] = []

/** Whom people may sign in with; none as long as it is not known. */
export function useProviders(): readonly IdentityProvider[] {
  return useQuery(providersQuery).data ?? none
}
