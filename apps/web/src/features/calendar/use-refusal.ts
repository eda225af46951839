import { Problem } from '@parvis/contract/problems'
import { formatDay } from '../../platform/i18n/format.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'

/** The sentence for a refusal; beyond the quota of invitations it says when there is room again. */
export function useRefusal(): (error: unknown) => string {
  const t = useMeetingsTranslate()
  const language = useLanguage()
  return (error) => {
    if (!(error instanceof Problem) || error.code !== 'invitation-quota') return t(toMessageKey(error))
    const { retryAfterSeconds } = error.extras
    if (retryAfterSeconds === undefined) return t('calendar.quotaNever')
    const when = new Date(Date.now() + retryAfterSeconds * 1000).toISOString()
    return t('calendar.quota', { when: formatDay(when, language) })
  }
}
