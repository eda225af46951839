import type { ReactNode } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { Statement } from '../../ui/Statement.tsx'
import { useSignInAddress } from './sign-in-address.ts'
import { SignedOut } from './SignedOut.tsx'

interface SignInFirstProps {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
}

/** Instead of a page that is for signed-in people alone. Its button is the one way in. */
export function SignInFirst(statement: SignInFirstProps) {
  const t = useTranslate()
  const address = useSignInAddress()
  return (
    <SignedOut>
      <Page centred>
        <Statement {...statement}>
          <ButtonLink href={address} tone="primary">
            {t('session.signIn')}
          </ButtonLink>
        </Statement>
      </Page>
    </SignedOut>
  )
}
