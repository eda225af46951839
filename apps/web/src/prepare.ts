import { meetingSlug } from '@parvis/contract/ids'
import type { QueryClient } from '@tanstack/react-query'
import { doorQuery } from './features/admission/index.ts'
import { meQuery } from './features/session/index.ts'
import { MeetingPage } from './pages.ts'

/** Starts what the page at this path is going to need. Settles when its code is there, or cannot be had now. */
export async function prepare(path: string, queries: QueryClient): Promise<void> {
  const slug = meetingSlug.safeParse(path.slice(1)).data
  if (slug || path === '/') void queries.prefetchQuery(meQuery)
  if (!slug) return
  void queries.prefetchQuery(doorQuery(slug))
  try {
    await MeetingPage.fetch()
  } catch {
    // The route asks for the same code again, and shows what went wrong.
  }
}
