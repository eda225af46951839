import type { OrganisationId } from '@parvis/contract/ids'
import { setAssurance } from '@parvis/contract/organisations'
import type { Assurance } from '@parvis/contract/organisations'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAct } from '../../ui/use-act.ts'
import styles from './OrganisationDetail.module.css'
import { assuranceQuery } from './organisations-query.ts'

/** How well the people of an organisation must have signed in. */
export function AssurancePart({ organisationId }: { readonly organisationId: OrganisationId }) {
  const t = useConsoleTranslate()
  const { data, error } = useQuery(assuranceQuery(organisationId))
  return (
    <section className={styles.part} aria-labelledby="assurance">
      <h3 id="assurance" className={styles.title}>
        {t('assurance.title')}
      </h3>
      <p className={styles.soft}>{t('assurance.text')}</p>
      {error && <Notice tone="danger">{t(toMessageKey(error))}</Notice>}
      {data && <AssuranceForm key={toKey(data)} organisationId={organisationId} assurance={data} />}
    </section>
  )
}

// What is typed gives way to what the server has taken.
function toKey({ required: { acr, amr } }: Assurance): string {
  return `${acr.join(' ')}|${amr.join(' ')}`
}

interface AssuranceFormProps {
  readonly organisationId: OrganisationId
  readonly assurance: Assurance
}

function AssuranceForm({ organisationId, assurance }: AssuranceFormProps) {
  const t = useConsoleTranslate()
  const { required } = assurance
  const [acr, setAcr] = useState(required.acr.join(' '))
  const [amr, setAmr] = useState(required.amr.join(' '))
  const [asked, setAsked] = useState(false)
  const { act, busy } = useAct(assuranceQuery(organisationId).queryKey)
  const wanted = { acr: toWords(acr), amr: toWords(amr) }
  const requires = wanted.acr.length + wanted.amr.length > 0

  function save(): void {
    const params = { organisationId }
    act({ done: t('organisations.saved'), run: () => call(setAssurance, { params, body: wanted }) })
  }

  return (
    <form
      className={styles.policy}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (requires) setAsked(true)
        else save()
      }}
    >
      <Standing assurance={assurance} />
      <TextField
        label={t('assurance.acr')}
        hint={t('assurance.acrHint')}
        error={areWords(wanted.acr) ? undefined : t('assurance.wrong')}
        value={acr}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setAcr(target.value)}
      />
      <TextField
        label={t('assurance.amr')}
        hint={t('assurance.amrHint')}
        error={areWords(wanted.amr) ? undefined : t('assurance.wrong')}
        value={amr}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setAmr(target.value)}
      />
      <div>
        <Button type="submit" busy={busy} disabled={!areWords(wanted.acr) || !areWords(wanted.amr)}>
          {t('page.save')}
        </Button>
      </div>
      {asked && (
        <ConfirmDialog
          title={t('assurance.confirm')}
          text={t('assurance.confirmText')}
          action={t('assurance.require')}
          onConfirm={save}
          onClose={() => setAsked(false)}
        />
      )}
    </form>
  )
}

/** How the caller stands to it, and how many others do not meet it. */
function Standing({
  assurance: { required, weakened, localAccounts, own },
}: {
  readonly assurance: Assurance
}) {
  const t = useConsoleTranslate()
  const none = t('assurance.none')
  const { provider, acr, amr } = own
  const requires = required.acr.length + required.amr.length > 0
  const sentences = [
    provider === null
      ? t('assurance.ownLocal')
      : t('assurance.own', { provider, acr: acr ?? none, amr: amr.join(' ') || none }),
    t(own.concerned ? 'assurance.concerned' : 'assurance.exempt'),
    requires && weakened > 0 && t('assurance.weakened', { count: weakened }),
    requires && localAccounts > 0 && t('assurance.local', { count: localAccounts }),
  ]
  return <p>{sentences.filter(Boolean).join(' ')}</p>
}

function toWords(typed: string): string[] {
  return typed.split(/\s+/).filter((word) => word !== '')
}

function areWords(words: readonly string[]): boolean {
  return words.length <= 10 && words.every((word) => /^[\x21-\x7e]{1,200}$/.test(word))
}
