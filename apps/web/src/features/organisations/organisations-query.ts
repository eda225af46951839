import type { OrganisationId } from '@parvis/contract/ids'
import { getAssurance, getOrganisation, listOrganisations } from '@parvis/contract/organisations'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

export const organisationsKey = ['admin', 'organisations'] as const

export function organisationsQuery(search: string) {
  const query = search ? { search } : {}
  return infiniteQueryOptions({
    queryKey: [...organisationsKey, 'list', query],
    queryFn: ({ pageParam }) =>
      call(listOrganisations, { query: { ...query, ...(pageParam && { after: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
}

export function organisationQuery(organisationId: OrganisationId) {
  return queryOptions({
    queryKey: [...organisationsKey, organisationId],
    queryFn: () => call(getOrganisation, { params: { organisationId } }),
  })
}

export function assuranceQuery(organisationId: OrganisationId) {
  return queryOptions({
    queryKey: [...organisationsKey, organisationId, 'assurance'],
    queryFn: () => call(getAssurance, { params: { organisationId } }),
  })
}
