export { createCall } from '../../rtc/create-call.ts'
export { CallPage } from './CallPage.tsx'
