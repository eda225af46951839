import type { MailConnection, ProviderConnection } from '@parvis/contract/connections'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Row, RowList } from '../../ui/PagedList.tsx'
import { connectionsQuery, readinessQuery } from './connections-query.ts'
import styles from './ConnectionsSection.module.css'

/** What the installation depends on, in a line each: database and SFU, providers, the mail relay. */
export function InstallationState() {
  const t = useConsoleTranslate()
  const { data, error } = useQuery(connectionsQuery)
  return (
    <section className={styles.part} aria-labelledby="state">
      <h2 id="state">{t('connections.state')}</h2>
      {error && <Notice tone="danger">{t(toMessageKey(error))}</Notice>}
      <RowList label={t('connections.state')}>
        <CoreRow />
        {data?.providers.map((provider) => (
          <ProviderRow key={provider.name} provider={provider} />
        ))}
        {data && <MailRow mail={data.mail} />}
      </RowList>
    </section>
  )
}

function CoreRow() {
  const t = useConsoleTranslate()
  const { data, error } = useQuery(readinessQuery)
  const notes = error ? [t(toMessageKey(error))] : []
  const badges = (data || error) && <AnswerBadge fails={error !== null} />
  return <Row title={t('connections.core')} badges={badges} notes={notes} />
}

function ProviderRow({ provider: { label, failure } }: { readonly provider: ProviderConnection }) {
  const t = useConsoleTranslate()
  return (
    <Row
      title={label}
      href="/admin/connections"
      badges={<AnswerBadge fails={failure !== null} />}
      notes={failure ? [t(`connections.${failure}`)] : []}
    />
  )
}

/** A relay is only asked when there is a mail: of one that has refused nothing, nothing is claimed. */
function MailRow({ mail }: { readonly mail: MailConnection | null }) {
  const t = useConsoleTranslate()
  const notes = [
    !mail && t('connections.noMail'),
    mail && t('connections.relay', { host: mail.host, port: String(mail.port) }),
    mail && mail.waiting > 0 && t('connections.waiting', { count: mail.waiting }),
    mail?.lastFailure && t('connections.lastFailure', { code: mail.lastFailure }),
  ].filter((note) => typeof note === 'string')
  return (
    <Row
      title={t('connections.mail')}
      href="/admin/connections"
      badges={mail?.lastFailure ? <AnswerBadge fails /> : undefined}
      notes={notes}
    />
  )
}

function AnswerBadge({ fails }: { readonly fails: boolean }) {
  const t = useConsoleTranslate()
  const Icon = fails ? TriangleAlert : CircleCheck
  return (
    <Badge strong={fails} icon={<Icon size={14} aria-hidden="true" />}>
      {t(fails ? 'connections.failing' : 'connections.reachable')}
    </Badge>
  )
}
