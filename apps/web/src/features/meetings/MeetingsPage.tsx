import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { UpcomingMeetings } from '../calendar/index.ts'
import { allMeetingsQuery, MeetingList, NewMeeting } from '../home/index.ts'
import { DelegationsSection } from '../roles/index.ts'
import { Account, useMe } from '../session/index.ts'
import { DefaultsSection } from './DefaultsSection.tsx'
import styles from './ManagePage.module.css'
import { MeetingsOfSignedIn } from './MeetingsOfSignedIn.tsx'

/** All of one's meetings, searched by the server, and who acts for whom. */
export function MeetingsPage() {
  const t = useMeetingsTranslate()
  const me = useMe()
  useTitle(t('manage.title'))
  if (me === undefined) return <Page>{t('page.loading')}</Page>
  if (me === null) return <MeetingsOfSignedIn />
  return (
    <Page aside={<Account />}>
      <div className={styles.page}>
        <header className={styles.header}>
          <h1 className={styles.title}>{t('manage.title')}</h1>
          <NewMeeting />
        </header>
        <UpcomingMeetings />
        <AllMeetings />
        <div>
          <Disclosure title={t('defaults.title')} text={t('defaults.text')}>
            <DefaultsSection />
          </Disclosure>
          <Disclosure title={t('delegation.title')} text={t('delegation.text')}>
            <DelegationsSection />
          </Disclosure>
        </div>
      </div>
    </Page>
  )
}

function AllMeetings() {
  const t = useMeetingsTranslate()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(allMeetingsQuery(search))
  return (
    <section className={styles.section} aria-labelledby="meetings-title">
      <h2 id="meetings-title" className={styles.subtitle}>
        {t('manage.all')}
      </h2>
      <TextField
        label={t('manage.search')}
        type="search"
        value={typed}
        maxLength={100}
        onChange={({ target }) => setTyped(target.value)}
      />
      {isPending && <output className={styles.address}>{t('page.loading')}</output>}
      {error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(error))}</p>
          <Button onClick={() => void refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      {data && (
        <MeetingList
          meetings={data.pages.flatMap(({ items }) => items)}
          labelledBy="meetings-title"
          empty={t(search === '' ? 'home.noRecent' : 'manage.nothing')}
        />
      )}
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('page.more')}
        </Button>
      )}
    </section>
  )
}
