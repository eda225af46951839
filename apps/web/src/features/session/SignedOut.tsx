import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { Statement } from '../../ui/Statement.tsx'
import { meQuery } from './me.ts'

/** The way to sign in, for whoever is not; without an answer of the server nobody is sent there in vain. */
export function SignedOut({ children }: { readonly children: ReactNode }) {
  const t = useTranslate()
  const { error, refetch } = useQuery(meQuery)
  if (!error) return children
  return (
    <Page centred>
      <Statement title={t('page.notOpened')} text={t(toMessageKey(error))}>
        <Button tone="primary" onClick={() => void refetch()}>
          {t('page.retry')}
        </Button>
      </Statement>
    </Page>
  )
}
