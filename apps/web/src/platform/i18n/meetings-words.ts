import type { frMeetings } from '../../locales/fr-meetings.ts'
import type { French, Translate } from './catalog.ts'
import { useSay } from './language.ts'
import type { Area } from './language.ts'

type Words = typeof frMeetings

export const meetingsArea: Area<Words> = {
  fr: async () => (await import('../../locales/fr-meetings.ts')).frMeetings,
  en: async () => (await import('../../locales/en-meetings.ts')).enMeetings,
}

/** For components that are shown only after `addArea(meetingsArea)` has resolved. */
export function useMeetingsTranslate(): Translate<French & Words> {
  return useSay()
}
