import { deleteSupervisedMeeting, endSupervisedMeeting } from '@parvis/contract/supervision'
import type { SupervisedMeeting } from '@parvis/contract/supervision'
import { CircleStop, DoorOpen, EllipsisVertical, Trash2, TriangleAlert, Wifi } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { formatDay, formatTime } from '../../platform/i18n/format.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/Menu.tsx'
import { Row } from '../../ui/PagedList.tsx'
import { useAct } from '../../ui/use-act.ts'
import { QualityDialog } from '../quality/index.ts'
import { useMe } from '../session/index.ts'
import { supervisedKey } from './meetings-query.ts'

export function SupervisedRow({ meeting }: { readonly meeting: SupervisedMeeting }) {
  const t = useConsoleTranslate()
  const language = useLanguage()
  const everywhere = useMe()?.platformAdministrator === true
  const { slug, name, owner, organisation, sitting, lastUsedAt, createdAt } = meeting
  const whose = owner ? t('supervision.owner', { name: owner }) : t('supervision.noOwner')
  const when = lastUsedAt
    ? t('home.lastUsed', { day: formatDay(lastUsedAt, language) })
    : t('home.created', { day: formatDay(createdAt, language) })
  const now = sitting && t('supervision.since', { time: formatTime(sitting.startedAt, language) })
  const people = sitting && t('people.count', { count: sitting.people })
  const well = sitting?.well === sitting?.people && t('quality.well', { count: sitting?.people ?? 0 })
  return (
    <Row
      title={name ?? slug}
      badges={sitting && <SittingBadges sitting={sitting} />}
      notes={[
        [name && slug, whose, everywhere && organisation.name].filter(Boolean).join(' · '),
        sitting ? [now, people, well].filter(Boolean).join(' · ') : when,
      ]}
      aside={<SupervisedActions meeting={meeting} />}
    />
  )
}

function SittingBadges({ sitting }: { readonly sitting: NonNullable<SupervisedMeeting['sitting']> }) {
  const t = useConsoleTranslate()
  return (
    <>
      <Badge strong>{t('supervision.now')}</Badge>
      {sitting.troubled > 0 && (
        <Badge icon={<TriangleAlert size={14} aria-hidden="true" />}>
          {t('quality.troubled', { count: sitting.troubled })}
        </Badge>
      )}
    </>
  )
}

type Question = 'quality' | 'end' | 'delete'

function SupervisedActions({ meeting }: { readonly meeting: SupervisedMeeting }) {
  const t = useConsoleTranslate()
  const [, navigate] = useLocation()
  const [asked, setAsked] = useState<Question>()
  const { slug, sitting, mayEnter } = meeting
  const name = meeting.name ?? slug
  const icon = { size: 20, 'aria-hidden': true } as const
  const quality: MenuItem = {
    label: t('quality.title'),
    icon: <Wifi {...icon} />,
    onChoose: () => setAsked('quality'),
  }
  const enter: MenuItem = {
    label: t('supervision.enter'),
    icon: <DoorOpen {...icon} />,
    onChoose: () => navigate(`/${slug}?as=administrator`),
  }
  const end: MenuItem = {
    label: t('supervision.end'),
    icon: <CircleStop {...icon} />,
    danger: true,
    onChoose: () => setAsked('end'),
  }
  const erase: MenuItem = {
    label: t('meeting.delete'),
    icon: <Trash2 {...icon} />,
    danger: true,
    onChoose: () => setAsked('delete'),
  }
  return (
    <>
      <Menu
        label={t('meeting.actions', { name })}
        icon={<EllipsisVertical {...icon} />}
        items={[
          ...(sitting ? [quality] : []),
          ...(mayEnter ? [enter] : []),
          ...(sitting ? [end] : []),
          erase,
        ]}
      />
      <Asked about={asked} meeting={meeting} onClose={() => setAsked(undefined)} />
    </>
  )
}

interface AskedProps {
  readonly about: Question | undefined
  readonly meeting: SupervisedMeeting
  readonly onClose: () => void
}

/** What a choice of the menu opens. */
function Asked({ about, meeting: { slug, ...meeting }, onClose }: AskedProps) {
  const t = useConsoleTranslate()
  const { act } = useAct(supervisedKey)
  const params = { slug }
  const name = meeting.name ?? slug
  if (about === 'quality') return <QualityDialog slug={slug} name={name} onClose={onClose} />
  if (about === 'end')
    return (
      <ConfirmDialog
        title={t('supervision.endTitle', { name })}
        text={t('supervision.endText')}
        action={t('supervision.end')}
        onConfirm={() =>
          act({
            done: t('supervision.ended'),
            run: () => call(endSupervisedMeeting, { params, body: {} }),
          })
        }
        onClose={onClose}
      />
    )
  return (
    about === 'delete' && (
      <ConfirmDialog
        title={t('meeting.deleteTitle', { name })}
        text={t('meeting.deleteText')}
        action={t('meeting.delete')}
        onConfirm={() =>
          act({ done: t('meeting.deleted'), run: () => call(deleteSupervisedMeeting, { params }) })
        }
        onClose={onClose}
      />
    )
  )
}
