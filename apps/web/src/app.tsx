import { QueryClientProvider } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { Route, Switch } from 'wouter'
import { HomePage } from './features/home/index.ts'
import { SetUpPage, SignInPage } from './features/session/index.ts'
import {
  AccountPage,
  ConsolePage,
  ManagePage,
  MeetingPage,
  MeetingsPage,
  PasswordPage,
  SchedulePage,
} from './pages.ts'
import { Announcements } from './ui/Announcements.tsx'
import { AnnouncerContext } from './ui/announcer.ts'
import type { Announcer } from './ui/announcer.ts'
import { CrashBoundary } from './ui/CrashBoundary.tsx'
import { NotFoundPage } from './ui/NotFoundPage.tsx'

interface AppProps {
  readonly queries: QueryClient
  readonly announcer: Announcer
}

export function App({ queries, announcer }: AppProps) {
  return (
    <QueryClientProvider client={queries}>
      <AnnouncerContext value={announcer}>
        <CrashBoundary>
          <Switch>
            <Route path="/" component={HomePage} />
            <Route path="/sign-in" component={SignInPage} />
            <Route path="/setup" component={SetUpPage} />
            <Route path="/mot-de-passe" component={PasswordPage} />
            <Route path="/compte" component={AccountPage} />
            <Route path="/admin/*?">{({ '*': path = '' }) => <ConsolePage path={path} />}</Route>
            <Route path="/reunions" component={MeetingsPage} />
            <Route path="/planifier/:slug?/:schedule?">
              {({ slug, schedule }) => <SchedulePage slug={slug} schedule={schedule} />}
            </Route>
            <Route path="/reunions/:slug">{({ slug }) => <ManagePage slug={slug} />}</Route>
            <Route path="/:slug">{({ slug }) => <MeetingPage slug={slug} />}</Route>
            <Route component={NotFoundPage} />
          </Switch>
        </CrashBoundary>
        <Announcements />
      </AnnouncerContext>
    </QueryClientProvider>
  )
}
