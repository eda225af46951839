import { createApiKey } from '@parvis/contract/api-keys'
import type { OrganisationId } from '@parvis/contract/ids'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useId, useState } from 'react'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RowList } from '../../ui/PagedList.tsx'
import { SecretDialog } from '../../ui/SecretDialog.tsx'
import { useAct } from '../../ui/use-act.ts'
import { apiKeysQuery } from './api-keys-query.ts'
import styles from './ApiKeys.module.css'
import { KeyRow } from './KeyRow.tsx'
import { NewKeyDialog } from './NewKeyDialog.tsx'
import type { NewKey } from './NewKeyDialog.tsx'

/** The keys with which programs use the API for an organisation. */
export function ApiKeysPart({ organisationId }: { readonly organisationId: OrganisationId }) {
  const t = useConsoleTranslate()
  const id = useId()
  const { data, error, refetch } = useQuery(apiKeysQuery(organisationId))
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id} className={styles.title}>
        {t('keys.title')}
      </h3>
      <p className={styles.soft}>{t('keys.text')}</p>
      {error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(error))}</p>
          <Button onClick={() => void refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      {data?.keys.length === 0 && <p>{t('keys.none')}</p>}
      {data && data.keys.length > 0 && (
        <RowList label={t('keys.title')}>
          {data.keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} organisationId={organisationId} />
          ))}
        </RowList>
      )}
      {data && <AddKey organisationId={organisationId} />}
    </section>
  )
}

function AddKey({ organisationId }: { readonly organisationId: OrganisationId }) {
  const t = useConsoleTranslate()
  const { act, busy } = useAct(apiKeysQuery(organisationId).queryKey)
  const [asked, setAsked] = useState(false)
  const [secret, setSecret] = useState<string>()

  async function create(body: NewKey): Promise<void> {
    setSecret((await call(createApiKey, { params: { organisationId }, body })).key)
  }

  return (
    <>
      <p>
        <Button icon={<Plus size={20} aria-hidden="true" />} busy={busy} onClick={() => setAsked(true)}>
          {t('keys.new')}
        </Button>
      </p>
      {asked && (
        <NewKeyDialog
          onSave={(key) => act({ done: t('keys.made'), run: () => create(key) })}
          onClose={() => setAsked(false)}
        />
      )}
      {secret && (
        <SecretDialog
          title={t('keys.secretTitle')}
          text={t('keys.secretText')}
          secret={secret}
          copy={t('keys.copy')}
          onClose={() => setSecret(undefined)}
        />
      )}
    </>
  )
}
