import { exportAuditCsv, exportAuditJson } from '@parvis/contract/audit'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, X } from 'lucide-react'
import { useState } from 'react'
import { addressOf } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { Button, DownloadLink } from '../../ui/Button.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { useMe } from '../session/index.ts'
import { AuditFilters } from './AuditFilters.tsx'
import { AuditRow } from './AuditRow.tsx'
import styles from './AuditSection.module.css'
import { auditQuery, everything, toFilter } from './audit-query.ts'
import { VerifyChain } from './VerifyChain.tsx'

/** Somebody whose acts alone are shown. */
interface Singled {
  readonly actor: string
  readonly who: string
}

/** The journal: who did what. */
export function AuditSection() {
  const t = useConsoleTranslate()
  const me = useMe()
  const [filters, setFilters] = useState(everything)
  const [singled, setSingled] = useState<Singled>()
  const wanted = { ...filters, actor: singled?.actor ?? '' }
  const list = useInfiniteQuery(auditQuery(wanted))
  const people: Readonly<Record<string, string>> = Object.assign(
    {},
    ...(list.data?.pages.map((page) => page.people) ?? []),
  )
  const icon = <Download size={20} aria-hidden="true" />
  const query = toFilter(wanted)
  return (
    <>
      <p>{t('audit.intro')}</p>
      {me?.platformAdministrator && <VerifyChain />}
      <AuditFilters filters={filters} onChange={setFilters} />
      <div className={styles.acts}>
        {singled && (
          <Button icon={<X size={20} aria-hidden="true" />} onClick={() => setSingled(undefined)}>
            {t('audit.everybody', { who: singled.who })}
          </Button>
        )}
        <DownloadLink href={addressOf(exportAuditCsv, { query })} icon={icon}>
          {t('audit.csv')}
        </DownloadLink>
        <DownloadLink href={addressOf(exportAuditJson, { query })} icon={icon}>
          {t('audit.json')}
        </DownloadLink>
      </div>
      <PagedList label={t('audit.title')} list={list} empty={t('audit.none')}>
        {(entry) => (
          <AuditRow
            key={entry.id}
            entry={entry}
            people={people}
            onSingle={singled ? undefined : (actor, who) => setSingled({ actor, who })}
          />
        )}
      </PagedList>
    </>
  )
}
