import { accountArea } from './platform/i18n/account-words.ts'
import { consoleArea } from './platform/i18n/console-words.ts'
import { addArea } from './platform/i18n/language.ts'
import { meetingsArea } from './platform/i18n/meetings-words.ts'
import { onDemand } from './platform/on-demand.tsx'

// The other pages come with the first one: they are small, and made of what every screen needs.
export const MeetingPage = onDemand(
  async () => (await import('./features/admission/MeetingPage.tsx')).MeetingPage,
)

export const ConsolePage = onDemand(async () => {
  const [{ ConsolePage }] = await Promise.all([import('./features/console/index.ts'), addArea(consoleArea)])
  return ConsolePage
})

export const ManagePage = onDemand(async () => {
  const [{ ManagePage }] = await Promise.all([import('./features/meetings/index.ts'), addArea(meetingsArea)])
  return ManagePage
})

export const MeetingsPage = onDemand(async () => {
  const [{ MeetingsPage }] = await Promise.all([
    import('./features/meetings/index.ts'),
    addArea(meetingsArea),
  ])
  return MeetingsPage
})

export const SchedulePage = onDemand(async () => {
  const [{ SchedulePage }] = await Promise.all([
    import('./features/calendar/SchedulePage.tsx'),
    addArea(meetingsArea),
  ])
  return SchedulePage
})

export const AccountPage = onDemand(async () => {
  const [{ AccountPage }] = await Promise.all([import('./features/account/index.ts'), addArea(accountArea)])
  return AccountPage
})

export const PasswordPage = onDemand(async () => {
  const [{ PasswordPage }] = await Promise.all([import('./features/account/index.ts'), addArea(accountArea)])
  return PasswordPage
})
