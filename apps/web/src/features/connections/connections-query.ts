import { getConnections } from '@parvis/contract/connections'
import { getReadiness } from '@parvis/contract/system'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

export const connectionsQuery = queryOptions({
  queryKey: ['admin', 'connections'],
  queryFn: () => call(getConnections, {}),
})

/** Whether database and SFU answer; an error while they do not. */
export const readinessQuery = queryOptions({
  queryKey: ['readiness'],
  queryFn: () => call(getReadiness, {}),
})
