import type { Schedule } from '@parvis/contract/calendar'
import { meetingSlug, scheduleId } from '@parvis/contract/ids'
import { useQuery } from '@tanstack/react-query'
import { CalendarCheck, CalendarPlus } from 'lucide-react'
import { useState } from 'react'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { Statement } from '../../ui/Statement.tsx'
import { Account, SignInFirst, useMe } from '../session/index.ts'
import styles from './calendar.module.css'
import { scheduleQuery, settingsQuery } from './calendar-queries.ts'
import type { ScheduleName } from './calendar-queries.ts'
import { InvitationText } from './InvitationDialog.tsx'
import { ScheduleForm } from './ScheduleForm.tsx'

export interface SchedulePageProps {
  /** Meeting and schedule to change; without them another meeting is planned. */
  readonly slug?: string | undefined
  readonly schedule?: string | undefined
}

/** Plans a meeting, or changes one that is planned; afterwards it shows the invitation. */
export function SchedulePage({ slug, schedule }: SchedulePageProps) {
  const t = useMeetingsTranslate()
  const me = useMe()
  const title = t(schedule === undefined ? 'calendar.plan' : 'calendar.changeTitle')
  useTitle(title)
  if (me === undefined) return <Page>{t('page.loading')}</Page>
  if (me === null)
    return (
      <SignInFirst
        icon={<CalendarPlus size={32} aria-hidden="true" />}
        title={t('calendar.plan')}
        text={t('problem.signInRequired')}
      />
    )
  const name = toName(slug, schedule)
  return (
    <Page aside={<Account />}>
      <div className={styles.page}>
        {name ? <ChangedSchedule name={name} title={title} /> : <Planned title={title} />}
      </div>
    </Page>
  )
}

function toName(slug: string | undefined, schedule: string | undefined): ScheduleName | undefined {
  const parsedSlug = meetingSlug.safeParse(slug).data
  const parsedId = scheduleId.safeParse(schedule).data
  return parsedSlug && parsedId && { slug: parsedSlug, scheduleId: parsedId }
}

function ChangedSchedule({ name, title }: { readonly name: ScheduleName; readonly title: string }) {
  const t = useMeetingsTranslate()
  // Whoever changes it begins from what is true now, and keeps what they typed whatever comes then.
  const { data, error } = useQuery({ ...scheduleQuery(name), staleTime: Infinity, gcTime: 0 })
  if (error) return <Notice tone="danger">{t(toMessageKey(error))}</Notice>
  return data ? <Planned title={title} before={data} /> : <output>{t('page.loading')}</output>
}

interface PlannedProps {
  readonly title: string
  readonly before?: Schedule
}

function Planned({ title, before }: PlannedProps) {
  const t = useMeetingsTranslate()
  const settings = useQuery(settingsQuery)
  const [saved, setSaved] = useState<Schedule>()
  if (saved) return <Saved schedule={saved} changed={before !== undefined} />
  return (
    <>
      <h1 className={styles.heading}>{title}</h1>
      {settings.error && <Notice tone="danger">{t(toMessageKey(settings.error))}</Notice>}
      {settings.data && <ScheduleForm before={before} mailed={settings.data.mailed} onSaved={setSaved} />}
    </>
  )
}

function Saved({ schedule, changed }: { readonly schedule: Schedule; readonly changed: boolean }) {
  const t = useMeetingsTranslate()
  const { invitees } = schedule
  return (
    <>
      <Statement
        icon={<CalendarCheck size={32} aria-hidden="true" />}
        title={t(changed ? 'calendar.isChanged' : 'calendar.isPlanned')}
        text={invitees.length > 0 ? t('calendar.mailed', { count: invitees.length }) : t('calendar.handOn')}
      >
        <ButtonLink href="/">{t('page.home')}</ButtonLink>
      </Statement>
      <InvitationText schedule={schedule} />
    </>
  )
}
