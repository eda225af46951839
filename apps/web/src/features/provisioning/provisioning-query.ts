import type { OrganisationId } from '@parvis/contract/ids'
import { getProvisioning } from '@parvis/contract/provisioning'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

export function provisioningQuery(organisationId: OrganisationId) {
  return queryOptions({
    queryKey: ['admin', 'provisioning', organisationId],
    queryFn: () => call(getProvisioning, { params: { organisationId } }),
  })
}
