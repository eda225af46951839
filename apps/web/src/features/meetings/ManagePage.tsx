import { meetingSlug } from '@parvis/contract/ids'
import type { MeetingSlug } from '@parvis/contract/ids'
import { getOwnMeeting } from '@parvis/contract/meetings'
import type { OwnMeeting } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { CalendarX2 } from 'lucide-react'
import { Link } from 'wouter'
import { call } from '../../platform/api.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button, ButtonLink } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { Statement } from '../../ui/Statement.tsx'
import { BansSection } from '../bans/index.ts'
import { RolesSection } from '../roles/index.ts'
import { Account, useMe } from '../session/index.ts'
import { AddressSettings } from './AddressSettings.tsx'
import { DoorSection } from './DoorSection.tsx'
import styles from './ManagePage.module.css'
import { RightsSection } from './RightsSection.tsx'
import { MeetingsOfSignedIn } from './MeetingsOfSignedIn.tsx'

function meetingQuery(slug: MeetingSlug) {
  return queryOptions({
    queryKey: ['meetings', slug],
    queryFn: () => call(getOwnMeeting, { params: { slug } }),
  })
}

/** What somebody with a role in a meeting sees and changes of it, outside of the call. */
export function ManagePage({ slug }: { readonly slug: string }) {
  const t = useMeetingsTranslate()
  const me = useMe()
  const parsed = meetingSlug.safeParse(slug).data
  if (me === undefined) return <Page>{t('page.loading')}</Page>
  if (me === null) return <MeetingsOfSignedIn />
  return parsed ? <Managed slug={parsed} /> : <NotYours />
}

function Managed({ slug }: { readonly slug: MeetingSlug }) {
  const t = useMeetingsTranslate()
  const { data, error, refetch } = useQuery(meetingQuery(slug))
  const foreign = error instanceof Problem && (error.status === 403 || error.status === 404)
  if (foreign) return <NotYours />
  return (
    <Page aside={<Account />}>
      {!data && !error && <output>{t('page.loading')}</output>}
      {error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(error))}</p>
          <Button onClick={() => void refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      {data && <Settings meeting={data} />}
    </Page>
  )
}

function Settings({ meeting }: { readonly meeting: OwnMeeting }) {
  const t = useMeetingsTranslate()
  const { slug, name, url } = meeting
  useTitle(name ?? slug)
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.heading}>
          <Link href="/reunions" className={styles.back}>
            {t('manage.back')}
          </Link>
          <h1 className={styles.title}>{name ?? slug}</h1>
          <p className={styles.address}>{url.replace(/^https?:\/\//, '')}</p>
        </div>
        <ButtonLink href={`/${slug}`} tone="primary">
          {t('manage.enter')}
        </ButtonLink>
      </header>
      {meeting.role !== 'member' && <DoorSection meeting={meeting} />}
      {meeting.role !== 'member' && <RightsSection meeting={meeting} />}
      {meeting.role === 'owner' && <AddressSettings meeting={meeting} />}
      <RolesSection meeting={meeting} />
      {meeting.role !== 'member' && <BansSection slug={slug} />}
    </div>
  )
}

function NotYours() {
  const t = useMeetingsTranslate()
  useTitle(t('manage.unknown'))
  return (
    <Page centred aside={<Account />}>
      <Statement
        icon={<CalendarX2 size={32} aria-hidden="true" />}
        title={t('manage.unknown')}
        text={t('manage.unknownText')}
      >
        <ButtonLink href="/" tone="primary">
          {t('page.home')}
        </ButtonLink>
      </Statement>
    </Page>
  )
}
