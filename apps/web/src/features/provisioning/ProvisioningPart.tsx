import type { OrganisationId } from '@parvis/contract/ids'
import { updateProvisioning } from '@parvis/contract/provisioning'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAct } from '../../ui/use-act.ts'
import { KeyList } from './KeyList.tsx'
import styles from './Provisioning.module.css'
import { provisioningQuery } from './provisioning-query.ts'

/** How the directory of an organisation keeps its accounts: its keys, and the group that administers. */
export function ProvisioningPart({ organisationId }: { readonly organisationId: OrganisationId }) {
  const t = useConsoleTranslate()
  const id = useId()
  const address = `${location.origin}/scim/v2`
  const { data, error, refetch } = useQuery(provisioningQuery(organisationId))
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id} className={styles.title}>
        {t('provisioning.title')}
      </h3>
      <p className={styles.soft}>{t('provisioning.text')}</p>
      <div className={styles.address}>
        <p>{t('provisioning.address', { url: address })}</p>
        <CopyButton text={address}>{t('provisioning.copyAddress')}</CopyButton>
      </div>
      {error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(error))}</p>
          <Button onClick={() => void refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      {data && <KeyList organisationId={organisationId} tokens={data.tokens} />}
      {data && (
        <GroupForm
          key={data.administratorGroup}
          organisationId={organisationId}
          group={data.administratorGroup}
        />
      )}
    </section>
  )
}

interface GroupFormProps {
  readonly organisationId: OrganisationId
  readonly group: string | null
}

function GroupForm({ organisationId, group }: GroupFormProps) {
  const t = useConsoleTranslate()
  const [typed, setTyped] = useState(group ?? '')
  const { act, busy } = useAct(provisioningQuery(organisationId).queryKey)
  const administratorGroup = typed.trim() || null
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        act({
          done: t('organisations.saved'),
          run: () => call(updateProvisioning, { params: { organisationId }, body: { administratorGroup } }),
        })
      }}
    >
      <TextField
        label={t('provisioning.group')}
        hint={t('provisioning.groupHint')}
        value={typed}
        maxLength={120}
        autoComplete="off"
        beside={
          <Button type="submit" busy={busy}>
            {t('page.save')}
          </Button>
        }
        onChange={({ target }) => setTyped(target.value)}
      />
    </form>
  )
}
