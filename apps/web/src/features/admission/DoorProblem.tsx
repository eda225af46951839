import { Problem } from '@parvis/contract/problems'
import { CloudOff, SearchX } from 'lucide-react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button, ButtonLink } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { Statement } from '../../ui/Statement.tsx'

/** Why nothing can be said of a meeting: there is none, or the server does not answer. */
export function DoorProblem({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const t = useTranslate()
  const unknown = error instanceof Problem && error.code === 'meeting-not-found'
  const Icon = unknown ? SearchX : CloudOff
  return (
    <Page centred>
      <Statement
        icon={<Icon size={32} aria-hidden="true" />}
        title={t(unknown ? 'door.unknown' : 'door.problem')}
        text={t(unknown ? 'door.unknownText' : toMessageKey(error))}
      >
        {!unknown && (
          <Button tone="primary" onClick={onRetry}>
            {t('page.retry')}
          </Button>
        )}
        <ButtonLink href="/" tone={unknown ? 'primary' : 'plain'}>
          {t('page.home')}
        </ButtonLink>
      </Statement>
    </Page>
  )
}
