import { rightNames } from '@parvis/contract/meetings'
import type { MeetingRights } from '@parvis/contract/meetings'
import { useTranslate } from '../../platform/i18n/language.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

interface ParticipantRightsProps {
  readonly name: string
  /** What they may publish now: by a rule for them alone, else as the meeting lets everybody. */
  readonly rights: MeetingRights
  readonly onChange: (change: Partial<MeetingRights>) => void
  readonly onClose: () => void
}

/** What one participant may do. Each change takes effect at once, and shows what the server says. */
export function ParticipantRights({ name, rights, onChange, onClose }: ParticipantRightsProps) {
  const t = useTranslate()
  // The sound of a screen is no question where the screen itself is forbidden.
  const asked = rightNames.filter((right) => right !== 'screenAudio' || rights.screen)
  return (
    <Dialog title={t('host.rightsOf', { name })} closeLabel={t('page.close')} onClose={onClose}>
      {asked.map((right) => (
        <Checkbox
          key={right}
          label={t(`host.right.${right}`)}
          checked={rights[right]}
          onChange={(allowed) => onChange({ [right]: allowed })}
        />
      ))}
    </Dialog>
  )
}
