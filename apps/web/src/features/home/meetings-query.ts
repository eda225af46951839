import { listMeetings } from '@parvis/contract/meetings'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

/** What the first page shows: the meetings used last, and for whom one may act. */
export const meetingsQuery = queryOptions({
  queryKey: ['meetings'],
  queryFn: () => call(listMeetings, { query: { limit: '8' } }),
})

/** All of one's meetings, page by page. */
export function allMeetingsQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: ['meetings', 'all', search],
    queryFn: ({ pageParam }) =>
      call(listMeetings, {
        query: { ...(search !== '' && { search }), ...(pageParam !== null && { after: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}
