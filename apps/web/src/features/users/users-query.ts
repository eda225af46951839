import type { OrganisationId } from '@parvis/contract/ids'
import { listUsers } from '@parvis/contract/users'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

export const usersKey = ['admin', 'users'] as const

/** Which people a list shows. */
export interface Wanted {
  readonly search: string
  readonly only: 'everybody' | 'administrators'
  readonly organisationId?: OrganisationId
}

export function usersQuery({ search, only, organisationId }: Wanted) {
  const query = {
    ...(search && { search }),
    ...(only === 'administrators' && { only }),
    ...(organisationId && { organisationId }),
  }
  return infiniteQueryOptions({
    queryKey: [...usersKey, query],
    queryFn: ({ pageParam }) =>
      call(listUsers, { query: { ...query, ...(pageParam && { after: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
}
