import { getCalendar, getSchedule, listUpcoming } from '@parvis/contract/calendar'
import type { MeetingSlug, ScheduleId } from '@parvis/contract/ids'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

/** Beneath which everything lies that a change of a schedule makes old. */
export const calendarKey = ['calendar'] as const

const pageSize = '4'

export const upcomingQuery = infiniteQueryOptions({
  queryKey: [...calendarKey, 'upcoming'],
  queryFn: ({ pageParam }) =>
    call(listUpcoming, { query: { limit: pageSize, ...(pageParam !== null && { after: pageParam }) } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
})

export const settingsQuery = queryOptions({
  queryKey: [...calendarKey, 'settings'],
  queryFn: () => call(getCalendar, {}),
})

/** Which schedule: its meeting's address and its own id. */
export interface ScheduleName {
  readonly slug: MeetingSlug
  readonly scheduleId: ScheduleId
}

export function scheduleQuery({ slug, scheduleId }: ScheduleName) {
  return queryOptions({
    queryKey: [...calendarKey, 'schedule', slug, scheduleId],
    queryFn: () => call(getSchedule, { params: { slug, scheduleId } }),
  })
}
