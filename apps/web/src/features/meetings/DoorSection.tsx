import type { OwnMeeting } from '@parvis/contract/meetings'
import { accessOptions } from '../../platform/access-options.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { RadioList } from '../../ui/RadioList.tsx'
import styles from './ManagePage.module.css'
import { PasscodeSettings } from './PasscodeSettings.tsx'
import { useChange } from './use-change.ts'

/** Who enters, when, and with which passcode. Each change takes effect at once. */
export function DoorSection({ meeting }: { readonly meeting: OwnMeeting }) {
  const t = useMeetingsTranslate()
  const say = useTranslate()
  const change = useChange(meeting)
  return (
    <section className={styles.section} aria-labelledby="door-title">
      <h2 id="door-title" className={styles.subtitle}>
        {t('door.title')}
      </h2>
      <RadioList
        legend={t('meeting.access')}
        value={meeting.access}
        options={accessOptions(say)}
        onChange={(access) => change({ access })}
      />
      <Checkbox
        label={t('door.waitForHost')}
        hint={t('door.waitForHostText')}
        checked={meeting.waitForHost}
        onChange={(waitForHost) => change({ waitForHost })}
      />
      <Checkbox
        label={t('door.membersStandIn')}
        hint={t('door.membersStandInText')}
        checked={meeting.membersStandIn}
        onChange={(membersStandIn) => change({ membersStandIn })}
      />
      <PasscodeSettings meeting={meeting} />
    </section>
  )
}
