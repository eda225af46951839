import type { ReactNode } from 'react'
import { useTranslate } from '../platform/i18n/language.ts'
import { Button } from './Button.tsx'
import styles from './Dialog.module.css'
import { Dialog } from './Dialog.tsx'

interface FormDialogProps {
  readonly title: string
  readonly onSave: () => void
  readonly onClose: () => void
  /** What its button says when it does something that is hard to undo. */
  readonly danger?: string
  readonly children: ReactNode
}

/** A dialog with fields; Enter and its button save. */
export function FormDialog({ title, onSave, onClose, danger, children }: FormDialogProps) {
  const t = useTranslate()
  return (
    <Dialog title={title} closeLabel={t('page.close')} onClose={onClose}>
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          onSave()
        }}
      >
        {children}
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('page.cancel')}</Button>
          <Button type="submit" tone={danger ? 'danger' : 'primary'}>
            {danger ?? t('page.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
