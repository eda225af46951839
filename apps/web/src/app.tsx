import { QueryClientProvider } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { HomePage } from './features/home/index.ts'
import { SetUpPage, SignInPage } from './features/session/index.ts'
import { consoleArea } from './platform/i18n/console-words.ts'
import { addArea } from './platform/i18n/language.ts'
import { meetingsArea } from './platform/i18n/meetings-words.ts'
import { Announcements } from './ui/Announcements.tsx'
import { AnnouncerContext } from './ui/announcer.ts'
import type { Announcer } from './ui/announcer.ts'
import { CrashBoundary } from './ui/CrashBoundary.tsx'
import { NotFoundPage } from './ui/NotFoundPage.tsx'

// The other pages come with the first one: they are small, and made of what every screen needs.
const MeetingPage = lazy(async () => ({
  default: (await import('./features/admission/MeetingPage.tsx')).MeetingPage,
}))

const ConsolePage = lazy(async () => {
  const [{ ConsolePage }] = await Promise.all([import('./features/console/index.ts'), addArea(consoleArea)])
  return { default: ConsolePage }
})

const ManagePage = lazy(async () => {
  const [{ ManagePage }] = await Promise.all([import('./features/meetings/index.ts'), addArea(meetingsArea)])
  return { default: ManagePage }
})

interface AppProps {
  readonly queries: QueryClient
  readonly announcer: Announcer
}

export function App({ queries, announcer }: AppProps) {
  return (
    <QueryClientProvider client={queries}>
      <AnnouncerContext value={announcer}>
        <CrashBoundary>
          <Suspense>
            <Switch>
              <Route path="/" component={HomePage} />
              <Route path="/sign-in" component={SignInPage} />
              <Route path="/setup" component={SetUpPage} />
              <Route path="/admin/*?">{({ '*': path = '' }) => <ConsolePage path={path} />}</Route>
              <Route path="/reunions/:slug">{({ slug }) => <ManagePage slug={slug} />}</Route>
              <Route path="/:slug">{({ slug }) => <MeetingPage slug={slug} />}</Route>
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </CrashBoundary>
        <Announcements />
      </AnnouncerContext>
    </QueryClientProvider>
  )
}
