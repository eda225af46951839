export { UpcomingMeetings } from './on-demand.ts'
