import { CalendarX2 } from 'lucide-react'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { useTitle } from '../../ui/page.ts'
import { SignInFirst } from '../session/index.ts'

export function MeetingsOfSignedIn() {
  const t = useMeetingsTranslate()
  useTitle(t('manage.signIn'))
  return (
    <SignInFirst
      icon={<CalendarX2 size={32} aria-hidden="true" />}
      title={t('manage.signIn')}
      text={t('manage.signInText')}
    />
  )
}
