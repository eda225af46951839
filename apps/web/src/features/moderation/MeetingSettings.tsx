import type { MeetingState } from '@parvis/contract/live'
import { rightNames } from '@parvis/contract/meetings'
import { accessOptions } from '../../platform/access-options.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { mutingOptions } from '../../platform/muting-options.ts'
import { useStore } from '../../platform/store.ts'
import type { WaitingTalk } from '../../platform/waiting-talk.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { RadioList } from '../../ui/RadioList.tsx'
import type { HostActs } from './host-acts.ts'
import { knockSound, setKnockSound } from './knock-sound.ts'
import styles from './MeetingSettings.module.css'
import { WaitingRoomSettings } from './WaitingRoomSettings.tsx'

interface MeetingSettingsProps {
  readonly meeting: MeetingState
  readonly talk: WaitingTalk
  readonly acts: HostActs
  readonly onClose: () => void
}

/** The meeting's rules, for hosts. Each change takes effect at once, and shows what the server says. */
export function MeetingSettings({ meeting, talk, acts, onClose }: MeetingSettingsProps) {
  const t = useTranslate()
  const sound = useStore(knockSound)
  return (
    <Dialog title={t('control.settings')} closeLabel={t('page.close')} onClose={onClose}>
      <div className={styles.settings}>
        <Checkbox
          label={t('lock.switch')}
          hint={t('lock.text')}
          checked={meeting.locked}
          onChange={acts.lock}
        />
        <RadioList
          legend={t('meeting.access')}
          value={meeting.access}
          options={accessOptions(t)}
          onChange={(access) => acts.change({ access })}
        />
        <fieldset>
          <legend className={styles.legend}>{t('rights.title')}</legend>
          {rightNames.map((right) => (
            <Checkbox
              key={right}
              label={t(`rights.${right}`)}
              checked={meeting.rights[right]}
              onChange={(allowed) => acts.change({ rights: { [right]: allowed } })}
            />
          ))}
          <Checkbox
            label={t('rights.renaming')}
            checked={meeting.renaming}
            onChange={(renaming) => acts.change({ renaming })}
          />
        </fieldset>
        <RadioList
          legend={t('muting.title')}
          hint={t('muting.text')}
          value={meeting.muting}
          options={mutingOptions(t)}
          onChange={(muting) => acts.change({ muting })}
        />
        <WaitingRoomSettings talk={talk} acts={acts} />
        <Checkbox
          label={t('knock.sound')}
          hint={t('knock.soundText')}
          checked={sound}
          onChange={setKnockSound}
        />
      </div>
    </Dialog>
  )
}
