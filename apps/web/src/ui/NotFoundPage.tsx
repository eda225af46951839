import { Compass } from 'lucide-react'
import { useTranslate } from '../platform/i18n/language.ts'
import { ButtonLink } from './Button.tsx'
import { useTitle } from './page.ts'
import { Page } from './Page.tsx'
import { Statement } from './Statement.tsx'

export function NotFoundPage() {
  const t = useTranslate()
  useTitle(t('notFound.title'))
  return (
    <Page centred>
      <Statement
        icon={<Compass size={32} aria-hidden="true" />}
        title={t('notFound.title')}
        text={t('notFound.text')}
      >
        <ButtonLink href="/" tone="primary">
          {t('page.home')}
        </ButtonLink>
      </Statement>
    </Page>
  )
}
