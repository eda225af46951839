import { useTranslate } from '../platform/i18n/language.ts'
import { Button } from './Button.tsx'
import styles from './Dialog.module.css'
import { Dialog } from './Dialog.tsx'

interface ConfirmDialogProps {
  readonly title: string
  readonly text: string
  /** Says what is going to be done, as the control does that led here. */
  readonly action: string
  /** What not doing it is called, where "cancel" could be either. */
  readonly refrain?: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something that is hard to undo. */
export function ConfirmDialog({ title, text, action, refrain, onConfirm, onClose }: ConfirmDialogProps) {
  const t = useTranslate()
  return (
    <Dialog title={title} closeLabel={t('page.close')} onClose={onClose}>
      <p>{text}</p>
      <div className={styles.actions}>
        <Button onClick={onClose}>{refrain ?? t('page.cancel')}</Button>
        <Button
          tone="danger"
          onClick={() => {
            onClose()
            onConfirm()
          }}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  )
}
