export { readMeetingState } from './change-store.ts'
export { mountMeetings } from './routes.ts'
