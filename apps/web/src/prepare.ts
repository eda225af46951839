import { meetingSlug } from '@parvis/contract/ids'
import type { QueryClient } from '@tanstack/react-query'
import { doorQuery } from './features/admission/index.ts'
import { meQuery } from './features/session/index.ts'

/** Starts what the page at this path is going to need, while its code is still on the way. */
export function prepare(path: string, queries: QueryClient): void {
  const slug = meetingSlug.safeParse(path.slice(1)).data
  if (slug) {
    void queries.prefetchQuery(doorQuery(slug))
    void preload(() => import('./features/admission/MeetingPage.tsx'))
  }
  if (slug || path === '/') void queries.prefetchQuery(meQuery)
}

async function preload(load: () => Promise<unknown>): Promise<void> {
  try {
    await load()
  } catch {
    // The route asks for the same code again, and shows what went wrong.
  }
}
