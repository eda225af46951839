import type { Meeting } from '@parvis/contract/meetings'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useRef, useState } from 'react'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
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
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(rolesQuery(meeting.slug, search))
  const list = useRef<HTMLUListElement>(null)
  useKeptFocus(list)
  const entries = data?.pages.flatMap(({ items }) => items) ?? []
  const searchable = search !== '' || typed !== '' || entries.length >= searchedFrom

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
      {isPending && <output className={styles.soft}>{t('page.loading')}</output>}
      {error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(error))}</p>
          <Button onClick={() => void refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      {data && entries.length === 0 && <output className={styles.soft}>{t('roles.nobody')}</output>}
      {entries.length > 0 && (
        <ul ref={list} className={styles.list} tabIndex={-1} aria-labelledby="roles-title">
          {entries.map((entry) => (
            <RoleItem key={entry.id} meeting={meeting} entry={entry} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('roles.more')}
        </Button>
      )}
    </>
  )
}
