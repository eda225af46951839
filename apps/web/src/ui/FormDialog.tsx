import type { ReactNode } from 'react'
import { useTranslate } from '../platform/i18n/language.ts'
import { Button } from './Button.tsx'
import styles from './Dialog.module.css'
import { Dialog } from './Dialog.tsx'
import { submit } from './submit.ts'

interface FormDialogProps {
  readonly title: string
  readonly onSave: () => void
  readonly onClose: () => void
  /** What its button says, where it does more than save. */
  readonly action?: string
  /** The same when that is hard to undo. */
  readonly danger?: string
  readonly children: ReactNode
}

/** A dialog with fields; Enter and its button save. */
export function FormDialog({ title, onSave, onClose, action, danger, children }: FormDialogProps) {
  const t = useTranslate()
  return (
    <Dialog title={title} closeLabel={t('page.close')} onClose={onClose}>
      <form noValidate className={styles.form} onSubmit={(event) => submit(event, onSave)}>
        {children}
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('page.cancel')}</Button>
          <Button type="submit" tone={danger ? 'danger' : 'primary'}>
            {danger ?? action ?? t('page.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
