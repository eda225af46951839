import './styles/tokens.css'
import './styles/reset.css'
import { QueryClientProvider } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import axe from 'axe-core'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { speak } from './platform/i18n/language.ts'
import { createQueryClient } from './platform/query.ts'
import { Announcements } from './ui/Announcements.tsx'
import { AnnouncerContext, createAnnouncer } from './ui/announcer.ts'

export interface Rendered extends Disposable {
  readonly queries: QueryClient
  /** Where the page went: every path, the first included. */
  readonly paths: readonly string[]
}

/** Shows something in French inside of what `App` gives to every page, at this path. */
export async function render(
  content: ReactNode,
  prepare?: (queries: QueryClient) => void,
  path = '/',
): Promise<Rendered> {
  await speak('fr')
  const queries = createQueryClient()
  prepare?.(queries)
  const { hook, searchHook, history } = memoryLocation({ path, record: true })
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)
  root.render(
    <QueryClientProvider client={queries}>
      <AnnouncerContext value={createAnnouncer()}>
        <Router hook={hook} searchHook={searchHook}>
          {content}
        </Router>
        <Announcements />
      </AnnouncerContext>
    </QueryClientProvider>,
  )
  return {
    queries,
    paths: history,
    [Symbol.dispose]() {
      root.unmount()
      place.remove()
    },
  }
}

/** Breaches of WCAG 2.2 A and AA and of axe's best practices on what is shown now. */
export async function findBreaches(): Promise<readonly string[]> {
  const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations } = await axe.run(document.body, { runOnly })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
