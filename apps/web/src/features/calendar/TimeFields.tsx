import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './calendar.module.css'
import type { Fault, PlanFields } from './plan-fields.ts'

/** What a part of the form needs of the whole. */
export interface FieldsProps {
  readonly fields: PlanFields
  readonly faults: readonly Fault[]
  readonly onChange: (change: Partial<PlanFields>) => void
}

const usualDurations = [15, 30, 45, 60, 90, 120, 180, 240, 480]

/** When it begins, in which zone, and how long it lasts. */
export function TimeFields({ fields, faults, onChange }: FieldsProps) {
  const t = useMeetingsTranslate()
  const { date, time, timeZone, durationMinutes } = fields
  const durations = [...new Set([...usualDurations, durationMinutes])].toSorted((one, other) => one - other)
  return (
    <div className={styles.fields}>
      <TextField
        label={t('calendar.date')}
        type="date"
        value={date}
        required
        error={faults.includes('date') ? t('calendar.fault.date') : undefined}
        onChange={({ target }) => onChange({ date: target.value })}
      />
      <TextField
        label={t('calendar.time')}
        type="time"
        value={time}
        required
        error={faults.includes('time') ? t('calendar.fault.time') : undefined}
        onChange={({ target }) => onChange({ time: target.value })}
      />
      <Select
        label={t('calendar.duration')}
        value={String(durationMinutes)}
        options={durations.map((minutes) => ({ value: String(minutes), label: formatDuration(minutes) }))}
        onChange={(minutes) => onChange({ durationMinutes: Number(minutes) })}
      />
      <Select
        label={t('calendar.timeZone')}
        value={timeZone}
        options={zonesWith(timeZone)}
        onChange={(timeZone) => onChange({ timeZone })}
      />
    </div>
  )
}

/** `45 min`, `1 h 30 min` */
function formatDuration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 ? [`${rest} min`] : [])].join(' ')
}

function zonesWith(timeZone: string): readonly { readonly value: string; readonly label: string }[] {
  const names = new Set([timeZone, ...Intl.supportedValuesOf('timeZone'), 'UTC'])
  return [...names].toSorted().map((value) => ({ value, label: value.replaceAll('_', ' ') }))
}
