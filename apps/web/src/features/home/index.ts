export { HomePage } from './HomePage.tsx'
export { allMeetingsQuery } from './meetings-query.ts'
export { NewMeeting } from './NewMeetingButton.tsx'
export { MeetingList } from './RecentMeetings.tsx'
