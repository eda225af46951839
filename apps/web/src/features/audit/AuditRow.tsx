import type { AuditEntry } from '@parvis/contract/audit'
import { Filter } from 'lucide-react'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { formatDay } from '../../platform/i18n/format.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Row } from '../../ui/PagedList.tsx'
import { findActionKey } from './action-texts.ts'

type Names = Readonly<Record<string, string>>

interface AuditRowProps {
  readonly entry: AuditEntry
  readonly people: Names
  /** Shows the acts of one actor alone; absent while that is so. */
  readonly onSingle: ((actor: string, who: string) => void) | undefined
}

export function AuditRow({ entry, people, onSingle }: AuditRowProps) {
  const t = useConsoleTranslate()
  const language = useLanguage()
  const nameOf = useNames(people)
  const { action, actor, actingFor, at, source, target, detail } = entry
  const key = findActionKey(action)
  const who = nameOf(actor)
  const by = actingFor ? t('audit.byFor', { who, principal: nameOf(actingFor) }) : t('audit.by', { who })
  const when = [formatDay(at, language), by, ...(source ? [t('audit.source', { source })] : [])].join(' · ')
  const particulars = Object.entries(detail).map(([name, value]) => `${name} : ${value}`)
  const what = [...(target ? [t('audit.target', { target: nameOf(target) })] : []), ...particulars].join(
    ' · ',
  )
  return (
    <Row
      title={key ? t(key) : action}
      notes={[when, what].filter(Boolean)}
      aside={
        onSingle && (
          <IconButton
            label={t('audit.onlyOf', { who })}
            icon={<Filter size={20} aria-hidden="true" />}
            onClick={() => onSingle(actor, who)}
          />
        )
      }
    />
  )
}

const namedKinds = ['guest', 'organisation', 'participant', 'directory', 'schedule', 'delegation'] as const

function isNamed(kind: string | undefined): kind is (typeof namedKinds)[number] {
  return namedKinds.some((named) => named === kind)
}

/** Words for whoever acted or was acted upon. */
function useNames(people: Names): (reference: string) => string {
  const t = useConsoleTranslate()
  return (reference) => {
    const [kind, id = ''] = reference.split(':')
    if (kind === 'system') return t('audit.system')
    if (kind === 'meeting') return t('audit.meeting', { slug: id })
    if (isNamed(kind)) return t(`audit.${kind}`, { id })
    if (kind === 'key') return people[reference] || t('audit.key', { id })
    if (kind === 'user') return people[reference] || t('audit.erased', { id })
    return reference
  }
}
