import { findMeeting } from '@parvis/contract/meetings'
import type { QueryClient } from '@tanstack/react-query'
import { prefetchDoor } from './features/admission/index.ts'
import { meQuery } from './features/session/index.ts'
import { MeetingPage } from './pages.ts'

/** Starts what the page at this path is going to need. Settles when its code is there, or cannot be had now. */
export async function prepare(path: string, queries: QueryClient): Promise<void> {
  const found = findMeeting(path)
  // A sloppily typed address is put right first.
  const meeting = path === `/${found}` ? found : undefined
  if (meeting || path === '/') void queries.prefetchQuery(meQuery)
  if (!meeting) return
  prefetchDoor(queries, meeting)
  try {
    await MeetingPage.fetch()
  } catch {
    // The route asks for the same code again, and shows what went wrong.
  }
}
