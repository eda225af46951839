import { foldAddress } from '@parvis/contract/addresses'
import { useTranslate } from '../../platform/i18n/language.ts'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import styles from './PeoplePanel.module.css'

/** Fewer are found at a glance. */
const mostWithoutFilter = 10

/** Whether a name has this in it, whatever the accents, capitals, dashes and apostrophes. Nothing typed fits everybody. */
export function matchesName(name: string, typed: string): boolean {
  return foldAddress(name).includes(foldAddress(typed))
}

interface PeopleFilterProps {
  readonly among: number
  readonly found: number
  readonly value: string
  readonly onChange: (text: string) => void
}

/** Finds somebody in a long list, and tells how many fit. It stays while it is in use. */
export function PeopleFilter({ among, found, value, onChange }: PeopleFilterProps) {
  const t = useTranslate()
  const told = found > 0 ? t('people.found', { count: found }) : t('people.foundNobody')
  const settled = useSettled(value === '' ? '' : told)
  if (among <= mostWithoutFilter && value === '') return null
  return (
    <div>
      <FilterBar label={t('people.search')} value={value} onChange={onChange} />
      <output className={styles.state}>{settled}</output>
    </div>
  )
}
