import { cancelSchedule } from '@parvis/contract/calendar'
import type { Upcoming } from '@parvis/contract/calendar'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CalendarOff, CalendarX2, EllipsisVertical, Mail, Pencil } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call } from '../../platform/api.ts'
import { formatDay, formatTime } from '../../platform/i18n/format.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { HiddenText } from '../../ui/HiddenText.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/Menu.tsx'
import styles from './calendar.module.css'
import { calendarKey } from './calendar-queries.ts'
import { InvitationDialog } from './InvitationDialog.tsx'
import { useRefusal } from './use-refusal.ts'

type Asked = 'invitation' | 'cancel-date' | 'cancel-all'

/** One time at which a meeting takes place. */
export function UpcomingItem({ item }: { readonly item: Upcoming }) {
  const t = useMeetingsTranslate()
  const language = useLanguage()
  const { slug, title, startsAt, endsAt, repeats, editable } = item
  return (
    <li className={styles.item}>
      <p className={styles.when}>
        {formatTime(startsAt, language)} – {formatTime(endsAt, language)}
      </p>
      <p className={styles.what}>
        <span className={styles.name}>{title}</span>
        {repeats && <span className={styles.soft}>{t('calendar.series')}</span>}
      </p>
      <ButtonLink href={`/${slug}`}>
        {t('home.join')} <HiddenText>{title}</HiddenText>
      </ButtonLink>
      {editable && <ItemMenu item={item} />}
    </li>
  )
}

function ItemMenu({ item }: { readonly item: Upcoming }) {
  const t = useMeetingsTranslate()
  const language = useLanguage()
  const [asked, setAsked] = useState<Asked>()
  const items = useItems(item, setAsked)
  const { title, startsAt } = item
  // A series has one of each date.
  const name = [title, formatDay(startsAt, language), formatTime(startsAt, language)].join(', ')
  return (
    <>
      <Menu
        label={t('meeting.actions', { name })}
        icon={<EllipsisVertical size={20} aria-hidden="true" />}
        items={items}
      />
      {asked && <Question item={item} asked={asked} onClose={() => setAsked(undefined)} />}
    </>
  )
}

function useItems({ slug, scheduleId, repeats }: Upcoming, ask: (asked: Asked) => void): readonly MenuItem[] {
  const t = useMeetingsTranslate()
  const [, navigate] = useLocation()
  const icon = { size: 20, 'aria-hidden': true } as const
  const cancelDate: MenuItem = {
    label: t('calendar.cancelDate'),
    icon: <CalendarOff {...icon} />,
    danger: true,
    onChoose: () => ask('cancel-date'),
  }
  return [
    { label: t('calendar.invitation'), icon: <Mail {...icon} />, onChoose: () => ask('invitation') },
    {
      label: t('calendar.change'),
      icon: <Pencil {...icon} />,
      onChoose: () => navigate(`/planifier/${slug}/${scheduleId}`),
    },
    ...(repeats ? [cancelDate] : []),
    {
      label: t(repeats ? 'calendar.cancelSeries' : 'calendar.cancel'),
      icon: <CalendarX2 {...icon} />,
      danger: true,
      onChoose: () => ask('cancel-all'),
    },
  ]
}

interface QuestionProps {
  readonly item: Upcoming
  readonly asked: Asked
  readonly onClose: () => void
}

function Question({ item, asked, onClose }: QuestionProps) {
  const t = useMeetingsTranslate()
  const language = useLanguage()
  const cancel = useCancel(item)
  const { slug, scheduleId, title, startsAt, repeats, day } = item
  switch (asked) {
    case 'invitation':
      return <InvitationDialog slug={slug} scheduleId={scheduleId} onClose={onClose} />
    case 'cancel-date':
      return (
        <ConfirmDialog
          title={t('calendar.cancelDateTitle', { title, day: formatDay(startsAt, language) })}
          text={t('calendar.cancelDateText')}
          action={t('calendar.cancelDate')}
          refrain={t('calendar.keep')}
          onConfirm={() => cancel(day)}
          onClose={onClose}
        />
      )
    case 'cancel-all':
      return (
        <ConfirmDialog
          title={t('calendar.cancelTitle', { title })}
          text={t(repeats ? 'calendar.cancelSeriesText' : 'calendar.cancelText')}
          action={t(repeats ? 'calendar.cancelSeries' : 'calendar.cancel')}
          refrain={t('calendar.keep')}
          onConfirm={() => cancel()}
          onClose={onClose}
        />
      )
  }
}

/** Cancels all of it, or one date of it. */
function useCancel({ slug, scheduleId }: Upcoming): (day?: string) => void {
  const t = useMeetingsTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const refusal = useRefusal()
  const { mutate } = useMutation({
    mutationFn: (day: string | undefined) =>
      call(cancelSchedule, {
        params: { slug, scheduleId },
        body: day === undefined ? {} : { day },
      }),
    onSuccess: () => announcer.show(t('calendar.cancelled')),
    onError: (error) => announcer.show(refusal(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: calendarKey }),
  })
  return (day) => mutate(day)
}
