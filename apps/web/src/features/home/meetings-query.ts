import { listMeetings } from '@parvis/contract/meetings'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

export const meetingsQuery = queryOptions({
  queryKey: ['meetings'],
  queryFn: () => call(listMeetings, {}),
})
