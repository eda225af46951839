import { Problem } from '@parvis/contract/problems'
import { getMe } from '@parvis/contract/session'
import type { Me } from '@parvis/contract/session'
import { queryOptions, skipToken, useQuery } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

/** The signed-in person, or null. Asked once for all: what appears because nobody is known must not ask again by appearing. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: fetchMe,
  staleTime: 60_000,
  retryOnMount: false,
})

/** Somebody who signed in, but less well than their organisation asks for: the server treats them as a guest. */
export interface WeakSession {
  /** Whom they signed in with, unless it was a password of ours. */
  readonly provider: string | undefined
}

const weakSessionQuery = queryOptions<WeakSession>({ queryKey: ['weak-session'], queryFn: skipToken })

/** The session that is too weak to be anybody, when there is one. Known as soon as `useMe` is. */
export function useWeakSession(): WeakSession | undefined {
  return useQuery(weakSessionQuery).data
}

/** The signed-in person; null for a guest; undefined as long as it is not known. */
export function useMe(): Me | null | undefined {
  const { data, isError } = useQuery(meQuery)
  return isError ? null : data
}

/** Whether this person administers their organisation, or every one. */
export function administers({ role, platformAdministrator }: Me): boolean {
  return platformAdministrator || role === 'administrator'
}

/** Makes everything that was asked for before forgotten: another person may see other things. */
export function becomePerson(queries: QueryClient, me: Me | null): void {
  document.documentElement.dataset['session'] = me ? 'maybe' : 'none'
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
  queries.setQueryData(meQuery.queryKey, me)
}

async function fetchMe({ client }: { readonly client: QueryClient }): Promise<Me | null> {
  // The server writes `none` into the page when the browser sent no session cookie: one request fewer for guests.
  if (document.documentElement.dataset['session'] === 'none') return null
  try {
    return await call(getMe, {})
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.code === 'sign-in-required') return null
    if (error.code === 'stronger-sign-in-needed') {
      client.setQueryData(weakSessionQuery.queryKey, { provider: error.extras.provider })
      return null
    }
    throw error
  }
}
