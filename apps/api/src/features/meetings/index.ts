export { mountMeetings } from './routes.ts'
