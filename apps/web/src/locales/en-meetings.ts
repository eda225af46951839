import type { Catalog } from '../platform/i18n/catalog.ts'
import { calendar } from './en/calendar.ts'
import { roles } from './en/roles.ts'
import type { frMeetings } from './fr-meetings.ts'

export const enMeetings: Catalog<typeof frMeetings> = { ...roles, ...calendar }
