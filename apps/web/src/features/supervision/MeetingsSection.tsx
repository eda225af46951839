import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Select } from '../../ui/Select.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { supervisedQuery } from './meetings-query.ts'
import type { Wanted } from './meetings-query.ts'
import { SupervisedRow } from './SupervisedRow.tsx'

/** The meetings of whom the administrator administers, seen from outside. */
export function MeetingsSection() {
  const t = useConsoleTranslate()
  const [search, setSearch] = useState('')
  const [only, setOnly] = useState<Wanted['only']>('all')
  const list = useInfiniteQuery(supervisedQuery({ search: useSettled(search.trim()), only }))
  return (
    <>
      <FilterBar label={t('supervision.search')} value={search} onChange={setSearch}>
        <Select
          label={t('supervision.show')}
          value={only}
          options={[
            { value: 'all', label: t('supervision.all') },
            { value: 'running', label: t('supervision.running') },
          ]}
          onChange={setOnly}
        />
      </FilterBar>
      <PagedList
        label={t('supervision.title')}
        list={list}
        empty={t(only === 'running' && search.trim() === '' ? 'supervision.noneRunning' : 'supervision.none')}
      >
        {(meeting) => <SupervisedRow key={meeting.slug} meeting={meeting} />}
      </PagedList>
    </>
  )
}

/** Those that are going on now, for the overview. */
export function RunningMeetings() {
  const t = useConsoleTranslate()
  const list = useInfiniteQuery(supervisedQuery({ search: '', only: 'running' }))
  const running = list.data?.pages.flatMap(({ items }) => items) ?? []
  const people = running.reduce((sum, { sitting }) => sum + (sitting?.people ?? 0), 0)
  return (
    <>
      <h2>{t('supervision.running')}</h2>
      {running.length > 0 && !list.hasNextPage && (
        <p>
          {[t('supervision.count', { count: running.length }), t('people.count', { count: people })].join(
            ' · ',
          )}
        </p>
      )}
      <PagedList label={t('supervision.running')} list={list} empty={t('supervision.noneRunning')}>
        {(meeting) => <SupervisedRow key={meeting.slug} meeting={meeting} />}
      </PagedList>
    </>
  )
}
