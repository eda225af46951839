import type { PresentParticipant } from '@parvis/contract/live'
import type { MeetingRights } from '@parvis/contract/meetings'
import { EllipsisVertical } from 'lucide-react'
import { useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { CallParticipant } from '../../rtc/call.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { HostActs } from './host-acts.ts'
import { choicesOf } from './participant-choices.ts'
import type { Choice } from './participant-choices.ts'
import { ParticipantRights } from './ParticipantRights.tsx'
import { RenameDialog } from './RenameDialog.tsx'

interface ParticipantMenuProps {
  readonly person: PresentParticipant
  /** The host who looks. */
  readonly own: PresentParticipant | undefined
  /** What they send now; undefined as long as their media are not there. */
  readonly media: CallParticipant | undefined
  /** Shown large to everybody now. */
  readonly spotlit: boolean
  /** What the meeting lets everybody publish. */
  readonly rights: MeetingRights
  readonly acts: HostActs
}

/** What a host can do to one participant. */
export function ParticipantMenu({ person, own, media, spotlit, rights, acts }: ParticipantMenuProps) {
  const t = useTranslate()
  const [asked, setAsked] = useState<'rights' | 'rename' | 'remove' | 'ban'>()
  const { id, name, account } = person
  const banText = account ? 'host.banAccountText' : 'host.banGuestText'

  function choose({ act }: Choice): void {
    if (act.kind === 'mute') acts.mute(act.source, id)
    else if (act.kind === 'mute-others') acts.muteOthers(id)
    else if (act.kind === 'lower-hand') acts.lowerHand(id)
    else if (act.kind === 'spotlight') acts.spotlight(act.on ? id : null)
    else if (act.kind === 'make-host') acts.setRights(id, { host: act.host })
    else setAsked(act.kind)
  }

  return (
    <>
      <Menu
        label={t('host.menu', { name })}
        icon={<EllipsisVertical size={20} aria-hidden="true" />}
        items={choicesOf({ person, media, spotlit, own }).map((choice) => ({
          label: t(choice.label),
          danger: choice.act.kind === 'remove' || choice.act.kind === 'ban',
          onChoose: () => choose(choice),
        }))}
      />
      {asked === 'rights' && (
        <ParticipantRights
          name={name}
          rights={person.rights ?? rights}
          onChange={(change) => acts.setRights(id, change)}
          onClose={() => setAsked(undefined)}
        />
      )}
      {asked === 'rename' && (
        <RenameDialog
          title={t('rename.other', { name })}
          name={name}
          onSave={(wanted) => acts.rename(id, wanted)}
          onClose={() => setAsked(undefined)}
        />
      )}
      {(asked === 'remove' || asked === 'ban') && (
        <ConfirmDialog
          title={t(asked === 'ban' ? 'host.banTitle' : 'host.removeTitle', { name })}
          text={t(asked === 'ban' ? banText : 'host.removeText')}
          action={t(asked === 'ban' ? 'host.ban' : 'host.remove')}
          onConfirm={() => acts.remove(person, { ban: asked === 'ban' })}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  )
}
