import { addArea } from '../../platform/i18n/language.ts'
import { meetingsArea } from '../../platform/i18n/meetings-words.ts'
import { onDemand } from '../../platform/on-demand.tsx'

/** What comes of one's meetings, with its own code and words. */
export const UpcomingMeetings = onDemand(async () => {
  const [{ UpcomingSection }] = await Promise.all([import('./UpcomingSection.tsx'), addArea(meetingsArea)])
  return UpcomingSection
})
