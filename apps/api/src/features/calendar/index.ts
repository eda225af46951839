export { cancelWithMeeting } from './cancel-with-meeting.ts'
export { mountCalendar } from './routes.ts'
