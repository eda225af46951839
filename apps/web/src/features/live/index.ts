export { useLiveMeeting } from './live-meeting.ts'
export type { LiveMeeting } from './live-meeting.ts'
export { toLiveWords } from './live-words.ts'
