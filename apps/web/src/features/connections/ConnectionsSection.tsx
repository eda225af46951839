import { sendTestMail } from '@parvis/contract/connections'
import type { MailConnection, ProviderConnection } from '@parvis/contract/connections'
import { useQuery } from '@tanstack/react-query'
import { Mail, RefreshCw } from 'lucide-react'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { formatDay } from '../../platform/i18n/format.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Row, RowList } from '../../ui/PagedList.tsx'
import { useAct } from '../../ui/use-act.ts'
import { connectionsQuery } from './connections-query.ts'
import styles from './ConnectionsSection.module.css'

/** The identity providers and the mail relay: to be read, and tried. */
export function ConnectionsSection() {
  const t = useConsoleTranslate()
  const { data, error, refetch, isFetching } = useQuery(connectionsQuery)
  return (
    <>
      <p>{t('connections.text')}</p>
      {error && <Notice tone="danger">{t(toMessageKey(error))}</Notice>}
      {!data && !error && <output>{t('page.loading')}</output>}
      <div>
        <Button
          icon={<RefreshCw size={20} aria-hidden="true" />}
          busy={isFetching}
          onClick={() => void refetch()}
        >
          {t('connections.check')}
        </Button>
      </div>
      {data && <Providers providers={data.providers} />}
      {data && <MailPart mail={data.mail} />}
    </>
  )
}

function Providers({ providers }: { readonly providers: readonly ProviderConnection[] }) {
  const t = useConsoleTranslate()
  return (
    <section className={styles.part} aria-labelledby="providers">
      <h2 id="providers" className={styles.title}>
        {t('connections.providers')}
      </h2>
      {providers.length === 0 && <p className={styles.soft}>{t('connections.noProvider')}</p>}
      {providers.length > 0 && (
        <RowList label={t('connections.providers')}>
          {providers.map((provider) => (
            <ProviderRow key={provider.name} provider={provider} />
          ))}
        </RowList>
      )}
    </section>
  )
}

function ProviderRow({ provider }: { readonly provider: ProviderConnection }) {
  const t = useConsoleTranslate()
  const language = useLanguage()
  const { label, issuer, checkedAt, failure } = provider
  const checked = t('connections.checked', { time: formatDay(checkedAt, language) })
  return (
    <Row
      title={label}
      badges={
        <Badge strong={failure !== null}>
          {t(failure ? 'connections.failing' : 'connections.reachable')}
        </Badge>
      }
      notes={[issuer, ...(failure ? [t(`connections.${failure}`)] : []), checked]}
    />
  )
}

function MailPart({ mail }: { readonly mail: MailConnection | null }) {
  const t = useConsoleTranslate()
  return (
    <section className={styles.part} aria-labelledby="mail">
      <h2 id="mail" className={styles.title}>
        {t('connections.mail')}
      </h2>
      {mail ? <Relay mail={mail} /> : <p className={styles.soft}>{t('connections.noMail')}</p>}
    </section>
  )
}

function Relay({ mail: { host, port, from, waiting, lastFailure } }: { readonly mail: MailConnection }) {
  const t = useConsoleTranslate()
  const { act, busy } = useAct(connectionsQuery.queryKey)
  return (
    <>
      <p className={styles.soft}>{t('connections.relay', { host, port: String(port) })}</p>
      <p className={styles.soft}>{t('connections.from', { address: from })}</p>
      {waiting > 0 && <p>{t('connections.waiting', { count: waiting })}</p>}
      {lastFailure && <Notice tone="danger">{t('connections.lastFailure', { code: lastFailure })}</Notice>}
      <Button
        icon={<Mail size={20} aria-hidden="true" />}
        busy={busy}
        onClick={() => act({ done: t('connections.tested'), run: () => call(sendTestMail, { body: {} }) })}
      >
        {t('connections.test')}
      </Button>
    </>
  )
}
