import { useTranslate } from '../platform/i18n/language.ts'
import { CopyButton } from './CopyButton.tsx'
import { Dialog } from './Dialog.tsx'
import styles from './SecretDialog.module.css'

interface SecretDialogProps {
  readonly title: string
  readonly text: string
  readonly secret: string
  readonly copy: string
  readonly onClose: () => void
}

/** Shows what is told once, to be copied. */
export function SecretDialog({ title, text, secret, copy, onClose }: SecretDialogProps) {
  const t = useTranslate()
  return (
    <Dialog title={title} closeLabel={t('page.close')} onClose={onClose}>
      <div className={styles.body}>
        <p>{text}</p>
        <p className={styles.secret}>{secret}</p>
        <CopyButton text={secret} primary>
          {copy}
        </CopyButton>
      </div>
    </Dialog>
  )
}
