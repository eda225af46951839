import { rightNames } from '@parvis/contract/meetings'
import type { OwnMeeting } from '@parvis/contract/meetings'
import { useTranslate } from '../../platform/i18n/language.ts'
import { mutingOptions } from '../../platform/muting-options.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { RadioList } from '../../ui/RadioList.tsx'
import styles from './ManagePage.module.css'
import { useChange } from './use-change.ts'

/** What those may do in the meeting who do not host it. Each change takes effect at once. */
export function RightsSection({ meeting }: { readonly meeting: OwnMeeting }) {
  const t = useTranslate()
  const change = useChange(meeting)
  return (
    <section className={styles.section} aria-labelledby="rights-title">
      <h2 id="rights-title" className={styles.subtitle}>
        {t('rights.title')}
      </h2>
      <div>
        {rightNames.map((right) => (
          <Checkbox
            key={right}
            label={t(`rights.${right}`)}
            checked={meeting.rights[right]}
            onChange={(allowed) => change({ rights: { [right]: allowed } })}
          />
        ))}
        <Checkbox
          label={t('rights.renaming')}
          checked={meeting.renaming}
          onChange={(renaming) => change({ renaming })}
        />
      </div>
      <RadioList
        legend={t('muting.title')}
        hint={t('muting.text')}
        value={meeting.muting}
        options={mutingOptions(t)}
        onChange={(muting) => change({ muting })}
      />
    </section>
  )
}
