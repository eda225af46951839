import { calendar } from './fr/calendar.ts'
import { roles } from './fr/roles.ts'

/** What the pages on which people manage their meetings say, in French. */
export const frMeetings = { ...roles, ...calendar } as const
