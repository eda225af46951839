import { listSupervisedMeetings } from '@parvis/contract/supervision'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

export const supervisedKey = ['admin', 'meetings'] as const

/** Which meetings a list shows. */
export interface Wanted {
  readonly search: string
  readonly only: 'all' | 'running'
}

// Only as long as the page is seen: the query client stops asking in the background.
const askedEveryMs = 15_000

export function supervisedQuery({ search, only }: Wanted) {
  const query = { ...(search && { search }), ...(only === 'running' && { only }) }
  return infiniteQueryOptions({
    queryKey: [...supervisedKey, query],
    queryFn: ({ pageParam }) =>
      call(listSupervisedMeetings, { query: { ...query, ...(pageParam && { after: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: askedEveryMs,
  })
}
