export { createCall } from '../../rtc/create-call.ts'
export { warmUp } from '../../rtc/warm-up.ts'
export { CallPage } from './CallPage.tsx'
