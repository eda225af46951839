import type { ReactNode } from 'react'
import { Page } from '../../ui/Page.tsx'
import { Statement } from '../../ui/Statement.tsx'
import { SignedOut } from './SignedOut.tsx'
import { SignInLink } from './SignInLink.tsx'

interface SignInFirstProps {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
}

/** Instead of a page that is for signed-in people alone. Its button is the one way in. */
export function SignInFirst(statement: SignInFirstProps) {
  return (
    <SignedOut>
      <Page centred>
        <Statement {...statement}>
          <SignInLink tone="primary" />
        </Statement>
      </Page>
    </SignedOut>
  )
}
