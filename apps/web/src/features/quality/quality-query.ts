import type { MeetingSlug } from '@parvis/contract/ids'
import { listQuality } from '@parvis/contract/quality'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

// As often as the list of meetings is read, and like it only as long as the page is seen.
const askedEveryMs = 15_000

export function qualityQuery(slug: MeetingSlug) {
  return infiniteQueryOptions({
    queryKey: ['admin', 'quality', slug],
    queryFn: ({ pageParam }) =>
      call(listQuality, { params: { slug }, query: pageParam ? { after: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: askedEveryMs,
  })
}
