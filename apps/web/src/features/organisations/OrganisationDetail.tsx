import type { OrganisationId } from '@parvis/contract/ids'
import { deleteOrganisation, updateOrganisation } from '@parvis/contract/organisations'
import type { Organisation } from '@parvis/contract/organisations'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useAct } from '../../ui/use-act.ts'
import { ApiKeysPart } from '../api-keys/index.ts'
import { ProvisioningPart } from '../provisioning/index.ts'
import { useMe } from '../session/index.ts'
import { AssurancePart } from './AssurancePart.tsx'
import { MarkList } from './MarkList.tsx'
import { NameDialog } from './NameDialog.tsx'
import styles from './OrganisationDetail.module.css'
import { organisationQuery, organisationsKey } from './organisations-query.ts'
import { PolicyForm } from './PolicyForm.tsx'

/** One organisation: its name, what makes people its own, its policy. */
export function OrganisationDetail({ id }: { readonly id: OrganisationId }) {
  const t = useConsoleTranslate()
  const { data, error, refetch } = useQuery(organisationQuery(id))
  return (
    <>
      <p>
        <Link href="/admin/organisations" className={styles.back}>
          <ArrowLeft size={16} aria-hidden="true" /> {t('organisations.all')}
        </Link>
      </p>
      {!data && !error && <output>{t('page.loading')}</output>}
      {error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(error))}</p>
          <Button onClick={() => void refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      {data && <Parts organisation={data} />}
    </>
  )
}

function Parts({ organisation }: { readonly organisation: Organisation }) {
  const everywhere = useMe()?.platformAdministrator === true
  const change = useChange(organisation)
  return (
    <>
      <Head organisation={organisation} onRename={(name) => change({ name })} />
      <PolicyForm policy={organisation.policy} onChange={(policy) => change({ policy })} />
      <MarkList
        kind="domains"
        marks={organisation.domains}
        onChange={everywhere ? (domains) => change({ domains }) : undefined}
      />
      <MarkList
        kind="sirets"
        marks={organisation.sirets}
        onChange={everywhere ? (sirets) => change({ sirets }) : undefined}
      />
      <AssurancePart organisationId={organisation.id} />
      <ProvisioningPart organisationId={organisation.id} />
      <ApiKeysPart organisationId={organisation.id} />
      {everywhere && <Removal organisation={organisation} />}
    </>
  )
}

type Change = Parameters<typeof call<typeof updateOrganisation>>[1]['body']

function useChange({ id }: Organisation): (body: Change) => void {
  const t = useConsoleTranslate()
  const { act } = useAct(organisationsKey)
  const params = { organisationId: id }
  return (body) =>
    act({ done: t('organisations.saved'), run: () => call(updateOrganisation, { params, body }) })
}

interface HeadProps {
  readonly organisation: Organisation
  readonly onRename: (name: string) => void
}

function Head({ organisation, onRename }: HeadProps) {
  const t = useConsoleTranslate()
  const [asked, setAsked] = useState(false)
  const { name, people, administrators, meetings } = organisation
  const counts = [
    t('organisations.people', { count: people }),
    t('organisations.administrators', { count: administrators }),
    t('organisations.meetings', { count: meetings }),
  ]
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.name}>{name}</h2>
        <Button onClick={() => setAsked(true)}>{t('meeting.rename')}</Button>
      </div>
      <p className={styles.soft}>{counts.join(' · ')}</p>
      {asked && (
        <NameDialog
          title={t('meeting.rename')}
          name={name}
          onSave={onRename}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}

function Removal({ organisation: { id, name, people, meetings } }: { readonly organisation: Organisation }) {
  const t = useConsoleTranslate()
  const [, navigate] = useLocation()
  const [asked, setAsked] = useState(false)
  const { act, busy } = useAct([...organisationsKey, 'list'])
  const empty = people === 0 && meetings === 0

  async function remove(): Promise<void> {
    await call(deleteOrganisation, { params: { organisationId: id } })
    navigate('/admin/organisations')
  }

  return (
    <section className={styles.part}>
      <h3 className={styles.title}>{t('organisations.delete')}</h3>
      <p className={styles.soft}>{t(empty ? 'organisations.deleteEmpty' : 'problem.organisationNotEmpty')}</p>
      {empty && (
        <Button tone="danger" busy={busy} onClick={() => setAsked(true)}>
          {t('organisations.delete')}
        </Button>
      )}
      {asked && (
        <ConfirmDialog
          title={t('meeting.deleteTitle', { name })}
          text={t('organisations.deleteEmpty')}
          action={t('meeting.delete')}
          onConfirm={() => act({ done: t('organisations.deleted'), run: remove })}
          onClose={() => setAsked(false)}
        />
      )}
    </section>
  )
}
