export { ManagePage } from './ManagePage.tsx'
export { MeetingsPage } from './MeetingsPage.tsx'
