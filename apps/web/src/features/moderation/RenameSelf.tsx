import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import { renameParticipant } from '@parvis/contract/moderation'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { RenameDialog } from './RenameDialog.tsx'

interface RenameSelfProps {
  readonly slug: MeetingSlug
  readonly id: ParticipantId
  readonly name: string
}

/** A guest's way to another name of their own. */
export function RenameSelf({ slug, id, name }: RenameSelfProps) {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const [asked, setAsked] = useState(false)

  async function handleSave(wanted: string): Promise<void> {
    try {
      await call(renameParticipant, { params: { slug, participantId: id }, body: { name: wanted } })
    } catch (error) {
      announcer.show(t(toMessageKey(error)))
    }
  }

  return (
    <>
      <IconButton label={t('rename.own')} icon={<Pencil size={20} />} onClick={() => setAsked(true)} />
      {asked && (
        <RenameDialog
          title={t('rename.own')}
          name={name}
          onSave={(wanted) => void handleSave(wanted)}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}
