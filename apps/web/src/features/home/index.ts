export { HomePage } from './HomePage.tsx'
export { allMeetingsQuery } from './meetings-query.ts'
export { MeetingList } from './RecentMeetings.tsx'
