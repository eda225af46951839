import { CalendarX2 } from 'lucide-react'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { Statement } from '../../ui/Statement.tsx'
import { Account, SignedOut } from '../session/index.ts'

export function SignInFirst() {
  const t = useMeetingsTranslate()
  useTitle(t('manage.signIn'))
  return (
    <SignedOut>
      <Page centred aside={<Account />}>
        <Statement
          icon={<CalendarX2 size={32} aria-hidden="true" />}
          title={t('manage.signIn')}
          text={t('manage.signInText')}
        >
          <ButtonLink href="/sign-in" tone="primary">
            {t('session.signIn')}
          </ButtonLink>
        </Statement>
      </Page>
    </SignedOut>
  )
}
