import { downloadSchedule } from '@parvis/contract/calendar'
import type { Schedule } from '@parvis/contract/calendar'
import { fillPath } from '@parvis/contract/route'
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { DownloadLink } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import styles from './calendar.module.css'
import { scheduleQuery } from './calendar-queries.ts'
import type { ScheduleName } from './calendar-queries.ts'

interface InvitationDialogProps extends ScheduleName {
  readonly onClose: () => void
}

export function InvitationDialog({ onClose, ...name }: InvitationDialogProps) {
  const t = useMeetingsTranslate()
  const { data, error } = useQuery(scheduleQuery(name))
  return (
    <Dialog title={t('calendar.invitation')} closeLabel={t('page.close')} onClose={onClose}>
      {!data && !error && <output>{t('page.loading')}</output>}
      {error && <Notice tone="danger">{t(toMessageKey(error))}</Notice>}
      {data && <InvitationText schedule={data} />}
    </Dialog>
  )
}

/** The invitation as a text and as a calendar file, to hand on by any way. */
export function InvitationText({ schedule }: { readonly schedule: Schedule }) {
  const t = useMeetingsTranslate()
  const { id: scheduleId, slug, invitationText } = schedule
  return (
    <div className={styles.invitation}>
      <TextArea
        label={t('calendar.invitationText')}
        value={invitationText}
        rows={Math.min(12, invitationText.split('\n').length + 1)}
        readOnly
      />
      <div className={styles.actions}>
        <CopyButton text={invitationText} primary>
          {t('calendar.copyInvitation')}
        </CopyButton>
        <DownloadLink href={fillPath(downloadSchedule.path, { slug, scheduleId })}>
          <Download size={20} aria-hidden="true" /> {t('calendar.download')}
        </DownloadLink>
      </div>
    </div>
  )
}
