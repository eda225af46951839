import { listApiKeys } from '@parvis/contract/api-keys'
import type { OrganisationId } from '@parvis/contract/ids'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

export function apiKeysQuery(organisationId: OrganisationId) {
  return queryOptions({
    queryKey: ['admin', 'api-keys', organisationId],
    queryFn: () => call(listApiKeys, { params: { organisationId } }),
  })
}
