import type { OrganisationId } from '@parvis/contract/ids'
import { createProvisioningToken, deleteProvisioningToken } from '@parvis/contract/provisioning'
import type { ProvisioningToken } from '@parvis/contract/provisioning'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { formatDay } from '../../platform/i18n/format.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { SecretDialog } from '../../ui/SecretDialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAct } from '../../ui/use-act.ts'
import styles from './Provisioning.module.css'
import { provisioningQuery } from './provisioning-query.ts'

interface KeyListProps {
  readonly organisationId: OrganisationId
  readonly tokens: readonly ProvisioningToken[]
}

/** The directory's keys; a new one is shown once. */
export function KeyList({ organisationId, tokens }: KeyListProps) {
  const t = useConsoleTranslate()
  const { act, busy } = useAct(provisioningQuery(organisationId).queryKey)
  const [naming, setNaming] = useState(false)
  const [secret, setSecret] = useState<string>()

  async function create(name: string): Promise<void> {
    const made = await call(createProvisioningToken, { params: { organisationId }, body: { name } })
    setSecret(made.token)
  }

  return (
    <>
      {tokens.length === 0 && <p>{t('provisioning.noKey')}</p>}
      {tokens.length > 0 && (
        <ul className={styles.keys} aria-label={t('provisioning.keys')}>
          {tokens.map((token) => (
            <Key key={token.id} token={token} organisationId={organisationId} />
          ))}
        </ul>
      )}
      <p>
        <Button icon={<Plus size={20} aria-hidden="true" />} busy={busy} onClick={() => setNaming(true)}>
          {t('provisioning.newKey')}
        </Button>
      </p>
      {naming && (
        <NameDialog
          onSave={(name) => act({ done: t('provisioning.keyMade'), run: () => create(name) })}
          onClose={() => setNaming(false)}
        />
      )}
      {secret && (
        <SecretDialog
          title={t('provisioning.secretTitle')}
          text={t('provisioning.secretText')}
          secret={secret}
          copy={t('provisioning.copyKey')}
          onClose={() => setSecret(undefined)}
        />
      )}
    </>
  )
}

function Key({ token, organisationId }: { token: ProvisioningToken; organisationId: OrganisationId }) {
  const t = useConsoleTranslate()
  const language = useLanguage()
  const [asked, setAsked] = useState(false)
  const { act } = useAct(provisioningQuery(organisationId).queryKey)
  const { name, createdAt, lastUsedAt } = token
  const params = { organisationId, tokenId: token.id }
  const used = lastUsedAt
    ? t('provisioning.used', { day: formatDay(lastUsedAt, language) })
    : t('provisioning.neverUsed')
  return (
    <li className={styles.key}>
      <span className={styles.name}>
        <strong>{name}</strong>
        <span className={styles.soft}>
          {t('home.created', { day: formatDay(createdAt, language) })} · {used}
        </span>
      </span>
      <Button aria-label={t('provisioning.withdrawNamed', { name })} onClick={() => setAsked(true)}>
        {t('provisioning.withdraw')}
      </Button>
      {asked && (
        <ConfirmDialog
          title={t('provisioning.withdrawTitle', { name })}
          text={t('provisioning.withdrawText')}
          action={t('provisioning.withdraw')}
          onConfirm={() =>
            act({
              done: t('provisioning.withdrawn'),
              run: () => call(deleteProvisioningToken, { params }),
            })
          }
          onClose={() => setAsked(false)}
        />
      )}
    </li>
  )
}

function NameDialog(props: { readonly onSave: (name: string) => void; readonly onClose: () => void }) {
  const t = useConsoleTranslate()
  const [typed, setTyped] = useState('')
  const [empty, setEmpty] = useState(false)

  function handleSave(): void {
    if (typed.trim() === '') return setEmpty(true)
    props.onClose()
    props.onSave(typed)
  }

  return (
    <FormDialog title={t('provisioning.newKey')} onSave={handleSave} onClose={props.onClose}>
      <TextField
        label={t('provisioning.keyName')}
        hint={t('provisioning.keyNameHint')}
        value={typed}
        maxLength={64}
        autoComplete="off"
        error={empty ? t('provisioning.keyNameEmpty') : undefined}
        onChange={({ target }) => setTyped(target.value)}
      />
    </FormDialog>
  )
}
