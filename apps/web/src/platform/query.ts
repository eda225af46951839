import { QueryClient } from '@tanstack/react-query'
import { Unreachable } from './api.ts'

/** The cache of what the server said. Refusals are final; a server out of reach is asked twice more. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => error instanceof Unreachable && failures < 2,
      },
    },
  })
}
