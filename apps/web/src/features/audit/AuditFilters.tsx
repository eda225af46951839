import { auditActions } from '@parvis/contract/audit'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './AuditSection.module.css'
import type { AuditWanted } from './audit-query.ts'

interface AuditFiltersProps {
  readonly filters: AuditWanted
  readonly onChange: (filters: AuditWanted) => void
}

export function AuditFilters({ filters, onChange }: AuditFiltersProps) {
  const t = useConsoleTranslate()
  const actions = auditActions.map((value) => ({ value, label: t(`action.${value}`) }))
  return (
    <search className={styles.filters} aria-label={t('audit.filters')}>
      <TextField
        label={t('audit.from')}
        type="date"
        value={filters.from}
        max={filters.to || undefined}
        onChange={({ target }) => onChange({ ...filters, from: target.value })}
      />
      <TextField
        label={t('audit.to')}
        type="date"
        value={filters.to}
        min={filters.from || undefined}
        onChange={({ target }) => onChange({ ...filters, to: target.value })}
      />
      <Select
        label={t('audit.action')}
        value={filters.action}
        options={[{ value: '', label: t('audit.anyAction') }, ...actions]}
        onChange={(action) => onChange({ ...filters, action })}
      />
    </search>
  )
}
