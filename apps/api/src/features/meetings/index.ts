export { isCalled } from './called.ts'
export { readMeetingState } from './change-store.ts'
export { expireMeetings } from './expire-meetings.ts'
export { mountMeetings } from './routes.ts'
