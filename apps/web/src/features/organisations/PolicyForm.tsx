import { meetingCreators } from '@parvis/contract/organisations'
import type { Policy } from '@parvis/contract/organisations'
import { accessChoice } from '../../platform/access-options.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { mutingOptions } from '../../platform/muting-options.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Select } from '../../ui/Select.tsx'
import styles from './OrganisationDetail.module.css'

const creators = {
  everybody: 'policy.everybody',
  administrators: 'policy.administrators',
  nobody: 'policy.nobody',
} as const

// What there is in all meetings, or not.
const switches = [
  ['guestsAllowed', 'policy.guests', 'policy.guestsHint'],
  ['addressesAllowed', 'policy.addresses', 'policy.addressesHint'],
  ['sharingAllowed', 'policy.sharing', 'policy.sharingHint'],
  ['chatOffered', 'policy.chat', 'policy.chatHint'],
  ['reactionsOffered', 'policy.reactions', 'policy.reactionsHint'],
  ['administratorsEnter', 'policy.administratorsEnter', 'policy.administratorsEnterHint'],
] as const

// What new meetings begin with, until their owner says otherwise.
const defaults = [
  'microphoneAllowed',
  'cameraAllowed',
  'screenAllowed',
  'screenAudioAllowed',
  'chatAllowed',
  'reactionsAllowed',
  'waitForHost',
] as const

interface PolicyFormProps {
  readonly policy: Policy
  /** Each change is saved by itself. */
  readonly onChange: (change: Partial<Policy>) => void
}

export function PolicyForm({ policy, onChange }: PolicyFormProps) {
  const t = useConsoleTranslate()
  return (
    <section className={styles.part} aria-labelledby="policy">
      <h3 id="policy" className={styles.title}>
        {t('policy.title')}
      </h3>
      <p className={styles.soft}>{t('policy.text')}</p>
      <div className={styles.policy}>
        <Select
          label={t('policy.creators')}
          value={policy.meetingCreators}
          options={meetingCreators.options.map((value) => ({ value, label: t(creators[value]) }))}
          onChange={(value) => onChange({ meetingCreators: value })}
        />
        <Select
          label={t('policy.access')}
          value={policy.defaultAccess}
          {...accessChoice(policy.defaultAccess, useTranslate())}
          onChange={(defaultAccess) => onChange({ defaultAccess })}
        />
        {switches.map(([name, label, hint]) => (
          <Checkbox
            key={name}
            label={t(label)}
            hint={t(hint)}
            checked={policy[name]}
            onChange={(on) => onChange({ [name]: on })}
          />
        ))}
        <Beginnings policy={policy} onChange={onChange} />
      </div>
    </section>
  )
}

/** What new meetings begin with. */
function Beginnings({ policy, onChange }: PolicyFormProps) {
  const t = useConsoleTranslate()
  const say = useTranslate()
  return (
    <>
      <p className={styles.soft}>{t('policy.newMeetings')}</p>
      {defaults.map((name) => (
        <Checkbox
          key={name}
          label={t(`policy.${name}`)}
          checked={policy[name]}
          onChange={(allowed) => onChange({ [name]: allowed })}
        />
      ))}
      <Select
        label={say('muting.title')}
        value={policy.muting}
        options={mutingOptions(say)}
        onChange={(muting) => onChange({ muting })}
      />
    </>
  )
}
