import type { Meeting } from '@parvis/contract/meetings'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { PagedList } from '../../ui/PagedList.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { AddPerson } from './AddPerson.tsx'
import { RoleItem } from './RoleItem.tsx'
import styles from './RolesSection.module.css'
import { rolesQuery } from './use-role-acts.ts'

/** Who has a role in a meeting, for its owners and co-hosts; to members, what they are. */
export function RolesSection({ meeting }: { readonly meeting: Meeting }) {
  const t = useMeetingsTranslate()
  return (
    <section className={styles.section} aria-labelledby="roles-title">
      <h2 id="roles-title" className={styles.title}>
        {t('roles.title')}
      </h2>
      <p className={styles.soft}>{t('roles.text')}</p>
      {meeting.role === 'member' ? (
        <p>{t('roles.forHosts')}</p>
      ) : (
        <>
          <AddPerson {...meeting} />
          <People meeting={meeting} />
        </>
      )}
    </section>
  )
}

// Fewer than this are seen at a glance.
const searchedFrom = 8

function People({ meeting }: { readonly meeting: Meeting }) {
  const t = useMeetingsTranslate()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const list = useInfiniteQuery(rolesQuery(meeting.slug, search))
  const [first] = list.data?.pages ?? []
  const searchable = typed !== '' || search !== '' || (first?.items.length ?? 0) >= searchedFrom

  return (
    <>
      {searchable && (
        <TextField
          label={t('roles.search')}
          type="search"
          value={typed}
          maxLength={100}
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
      <PagedList label={t('roles.title')} list={list} empty={t('roles.nobody')}>
        {(entry) => <RoleItem key={entry.id} meeting={meeting} entry={entry} />}
      </PagedList>
    </>
  )
}
