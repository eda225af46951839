import type { MeetingSlug } from '@parvis/contract/ids'
import type { MeasuredPerson } from '@parvis/contract/quality'
import { useInfiniteQuery } from '@tanstack/react-query'
import { CircleQuestionMark, TriangleAlert, Unplug, Wifi } from 'lucide-react'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { PagedList, Row } from '../../ui/PagedList.tsx'
import { describePerson } from './describe-person.ts'
import styles from './QualityDialog.module.css'
import { qualityQuery } from './quality-query.ts'

interface QualityDialogProps {
  readonly slug: MeetingSlug
  /** What the meeting is called. */
  readonly name: string
  readonly onClose: () => void
}

/** How those in a running meeting are connected now, the worst first. */
export function QualityDialog({ slug, name, onClose }: QualityDialogProps) {
  const t = useConsoleTranslate()
  const list = useInfiniteQuery(qualityQuery(slug))
  return (
    <Dialog title={t('quality.of', { name })} closeLabel={t('page.close')} onClose={onClose}>
      <div className={styles.content}>
        <p className={styles.intro}>{t('quality.intro')}</p>
        <PagedList label={t('quality.title')} list={list} empty={t('quality.none')}>
          {(person) => <PersonRow key={person.number} person={person} />}
        </PagedList>
      </div>
    </Dialog>
  )
}

const icons = { good: Wifi, poor: TriangleAlert, lost: Unplug, unknown: CircleQuestionMark } as const

function PersonRow({ person }: { readonly person: MeasuredPerson }) {
  const t = useConsoleTranslate()
  const language = useLanguage()
  const quality = person.quality ?? 'unknown'
  const Icon = icons[quality]
  return (
    <Row
      title={t('quality.person', { number: person.number })}
      badges={
        <Badge strong={quality === 'poor' || quality === 'lost'} icon={<Icon size={14} aria-hidden="true" />}>
          {t(`quality.${quality}`)}
        </Badge>
      }
      notes={describePerson(person, t, language)}
    />
  )
}
