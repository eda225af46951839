import type { Schedule } from '@parvis/contract/calendar'
import { scheduleRule } from '@parvis/contract/plan'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { Button, ButtonLink } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './calendar.module.css'
import { InviteesFields } from './InviteesFields.tsx'
import { RepeatFields } from './RepeatFields.tsx'
import { TimeFields } from './TimeFields.tsx'
import { useRefusal } from './use-refusal.ts'
import { useScheduleForm } from './use-schedule-form.ts'

interface ScheduleFormProps {
  /** What is changed; without it another meeting is planned. */
  readonly before?: Schedule | undefined
  /** Whether invitations are sent by mail. */
  readonly mailed: boolean
  readonly onSaved: (schedule: Schedule) => void
}

/** All of a plan in native fields. What is missing is said beside its field when the form is sent. */
export function ScheduleForm({ before, mailed, onSaved }: ScheduleFormProps) {
  const t = useMeetingsTranslate()
  const refusal = useRefusal()
  const { fields, faults, save, addressing, change, send } = useScheduleForm(before, onSaved)
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <TextField
        label={t('calendar.title')}
        value={fields.title}
        maxLength={scheduleRule.title}
        autoComplete="off"
        required
        error={faults.includes('title') ? t('calendar.fault.title') : undefined}
        onChange={({ target }) => change({ title: target.value })}
      />
      <TimeFields fields={fields} faults={faults} onChange={change} />
      <RepeatFields fields={fields} faults={faults} onChange={change} />
      <TextArea
        label={t('calendar.description')}
        hint={t('calendar.descriptionHint')}
        value={fields.description}
        maxLength={scheduleRule.description}
        onChange={({ target }) => change({ description: target.value })}
      />
      {mailed ? (
        <InviteesFields before={before} {...addressing} />
      ) : (
        <Notice>{t('calendar.notMailed')}</Notice>
      )}
      {save.isError && <Notice tone="danger">{refusal(save.error)}</Notice>}
      <div className={styles.actions}>
        <Button type="submit" tone="primary" large busy={save.isPending}>
          {t(before ? 'page.save' : 'calendar.planButton')}
        </Button>
        <ButtonLink href="/">{t('page.cancel')}</ButtonLink>
      </div>
    </form>
  )
}
