import { listDelegations } from '@parvis/contract/delegations'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

export const delegationsQuery = queryOptions({
  queryKey: ['delegations'],
  queryFn: () => call(listDelegations, {}),
})
