import { listSessions } from '@parvis/contract/own-account'
import { getSecondFactor } from '@parvis/contract/second-factor'
import type { ReplyOf } from '@parvis/contract/route'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

export type Factor = ReplyOf<typeof getSecondFactor>

export const factorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: () => call(getSecondFactor, {}),
})

export const sessionsQuery = queryOptions({
  queryKey: ['own-sessions'],
  queryFn: async () => (await call(listSessions, {})).sessions,
})
