import { organisationId } from '@parvis/contract/ids'
import { createOrganisation } from '@parvis/contract/organisations'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PagedList, Row } from '../../ui/PagedList.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { useMe } from '../session/index.ts'
import { NameDialog } from './NameDialog.tsx'
import { OrganisationDetail } from './OrganisationDetail.tsx'
import { organisationsQuery } from './organisations-query.ts'

/** The organisations that the administrator administers; `path` names the one that is open. */
export function OrganisationsSection({ path }: { readonly path: string }) {
  const opened = organisationId.safeParse(path).data
  return opened ? <OrganisationDetail key={opened} id={opened} /> : <OrganisationList />
}

function OrganisationList() {
  const t = useConsoleTranslate()
  const me = useMe()
  const [search, setSearch] = useState('')
  const list = useInfiniteQuery(organisationsQuery(useSettled(search.trim())))
  return (
    <>
      <FilterBar label={t('organisations.search')} value={search} onChange={setSearch}>
        {me?.platformAdministrator && <NewOrganisation />}
      </FilterBar>
      <PagedList label={t('organisations.title')} list={list} empty={t('organisations.none')}>
        {({ id, name, domains }) => (
          <Row
            key={id}
            title={name}
            href={`/admin/organisations/${id}`}
            notes={[domains.length > 0 ? domains.join(', ') : t('organisations.noDomain')]}
          />
        )}
      </PagedList>
    </>
  )
}

function NewOrganisation() {
  const t = useConsoleTranslate()
  const [, navigate] = useLocation()
  const [asked, setAsked] = useState(false)
  const create = useMutation({
    mutationFn: (name: string) => call(createOrganisation, { body: { name } }),
    onSuccess: ({ id }) => navigate(`/admin/organisations/${id}`),
  })
  return (
    <>
      <Button
        icon={<Plus size={20} aria-hidden="true" />}
        busy={create.isPending}
        onClick={() => setAsked(true)}
      >
        {t('organisations.new')}
      </Button>
      {create.isError && <Notice tone="danger">{t(toMessageKey(create.error))}</Notice>}
      {asked && (
        <NameDialog
          title={t('organisations.new')}
          name=""
          onSave={create.mutate}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}
