import { weekdays } from '@parvis/contract/plan'
import type { Weekday } from '@parvis/contract/plan'
import { useLanguage } from '../../platform/i18n/language.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './calendar.module.css'
import { repeats, weekdayOf } from './plan-fields.ts'
import type { Repeat } from './plan-fields.ts'
import type { FieldsProps } from './TimeFields.tsx'

const mostEvery = 12

const everyTexts = {
  daily: 'calendar.everyDay',
  weekly: 'calendar.everyWeek',
  'monthly-date': 'calendar.everyMonth',
  'monthly-weekday': 'calendar.everyMonth',
} as const satisfies Record<Exclude<Repeat, 'none'>, string>

/** Whether and how it repeats, and when it ends. */
export function RepeatFields({ fields, faults, onChange }: FieldsProps) {
  const t = useMeetingsTranslate()
  const { repeat, every } = fields
  return (
    <>
      <div className={styles.fields}>
        <Select
          label={t('calendar.repeat')}
          value={repeat}
          options={repeats.map((value) => ({ value, label: t(`calendar.repeat.${value}`) }))}
          onChange={(repeat) => onChange({ repeat })}
        />
        {repeat !== 'none' && (
          <Select
            label={t('calendar.pace')}
            value={String(every)}
            options={Array.from({ length: mostEvery }, (_, index) => ({
              value: String(index + 1),
              label: t(everyTexts[repeat], { count: index + 1 }),
            }))}
            onChange={(every) => onChange({ every: Number(every) })}
          />
        )}
      </div>
      {repeat === 'weekly' && <OtherDays fields={fields} faults={faults} onChange={onChange} />}
      {repeat !== 'none' && <EndFields fields={fields} faults={faults} onChange={onChange} />}
    </>
  )
}

/** The days of the week beside that of the date, which is always one. */
function OtherDays({ fields: { date, alsoOn }, onChange }: FieldsProps) {
  const t = useMeetingsTranslate()
  const language = useLanguage()
  const own = weekdayOf(date)

  function toggle(day: Weekday, on: boolean): void {
    onChange({ alsoOn: on ? [...alsoOn, day] : alsoOn.filter((other) => other !== day) })
  }

  return (
    <fieldset className={styles.weekdays}>
      <legend>{t('calendar.alsoOn')}</legend>
      {weekdays
        .filter((day) => day !== own)
        .map((day) => (
          <Checkbox
            key={day}
            label={nameOf(day, language)}
            checked={alsoOn.includes(day)}
            onChange={(on) => toggle(day, on)}
          />
        ))}
    </fieldset>
  )
}

// 5 January 2026 was a Monday.
function nameOf(day: Weekday, language: string): string {
  const date = new Date(Date.UTC(2026, 0, 5 + weekdays.indexOf(day)))
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(date)
}

function EndFields({ fields: { end, count, until, date }, faults, onChange }: FieldsProps) {
  const t = useMeetingsTranslate()
  return (
    <div className={styles.fields}>
      <Select
        label={t('calendar.end')}
        value={end}
        options={(['count', 'until'] as const).map((value) => ({ value, label: t(`calendar.end.${value}`) }))}
        onChange={(end) => onChange({ end })}
      />
      {end === 'count' ? (
        <TextField
          label={t('calendar.count')}
          type="number"
          inputMode="numeric"
          min={2}
          max={400}
          value={Number.isNaN(count) ? '' : count}
          error={faults.includes('count') ? t('calendar.fault.count') : undefined}
          onChange={({ target }) => onChange({ count: target.valueAsNumber })}
        />
      ) : (
        <TextField
          label={t('calendar.until')}
          type="date"
          min={date}
          value={until}
          error={faults.includes('until') ? t('calendar.fault.until') : undefined}
          onChange={({ target }) => onChange({ until: target.value })}
        />
      )}
    </div>
  )
}
