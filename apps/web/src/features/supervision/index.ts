export { MeetingsSection, RunningMeetings } from './MeetingsSection.tsx'
