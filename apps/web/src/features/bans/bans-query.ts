import { listBans } from '@parvis/contract/bans'
import type { MeetingSlug } from '@parvis/contract/ids'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

/** Who may not come back into a meeting, page by page. */
export function bansQuery(slug: MeetingSlug) {
  return infiniteQueryOptions({
    queryKey: ['bans', slug],
    queryFn: ({ pageParam }) =>
      call(listBans, { params: { slug }, query: pageParam ? { after: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
}
