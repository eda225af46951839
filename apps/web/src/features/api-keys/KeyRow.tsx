import { revokeApiKey } from '@parvis/contract/api-keys'
import type { ApiKey } from '@parvis/contract/api-keys'
import type { OrganisationId } from '@parvis/contract/ids'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { formatDay } from '../../platform/i18n/format.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Row } from '../../ui/PagedList.tsx'
import { useAct } from '../../ui/use-act.ts'
import { apiKeysQuery } from './api-keys-query.ts'
import { scopeWords } from './scope-words.ts'

interface KeyRowProps {
  readonly apiKey: ApiKey
  readonly organisationId: OrganisationId
}

/** One key: what it may do, until when, when it was last used; it can be revoked. */
export function KeyRow({ apiKey, organisationId }: KeyRowProps) {
  const t = useConsoleTranslate()
  const language = useLanguage()
  const { name, start, scopes, expiresAt, expired, lastUsedAt } = apiKey
  const until = formatDay(expiresAt, language)
  const used = lastUsedAt
    ? t('provisioning.used', { day: formatDay(lastUsedAt, language) })
    : t('provisioning.neverUsed')
  return (
    <Row
      title={name}
      badges={expired && <Badge>{t('keys.expired')}</Badge>}
      notes={[
        scopes.map((scope) => t(scopeWords[scope])).join(' · '),
        [`${start}…`, t(expired ? 'keys.expiredOn' : 'keys.until', { day: until }), used].join(' · '),
      ]}
      aside={<Revocation apiKey={apiKey} organisationId={organisationId} />}
    />
  )
}

function Revocation({ apiKey: { id: keyId, name }, organisationId }: KeyRowProps) {
  const t = useConsoleTranslate()
  const [asked, setAsked] = useState(false)
  const { act } = useAct(apiKeysQuery(organisationId).queryKey)
  return (
    <>
      <Button aria-label={t('keys.revokeNamed', { name })} onClick={() => setAsked(true)}>
        {t('keys.revoke')}
      </Button>
      {asked && (
        <ConfirmDialog
          title={t('keys.revokeTitle', { name })}
          text={t('keys.revokeText')}
          action={t('keys.revoke')}
          onConfirm={() =>
            act({
              done: t('keys.revoked'),
              run: () => call(revokeApiKey, { params: { organisationId, keyId } }),
            })
          }
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}
