import { X } from 'lucide-react'
import { useId, useLayoutEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'
import { TopLayer } from './TopLayer.tsx'

interface DialogProps {
  readonly title: string
  readonly closeLabel: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A modal dialog, open as long as it is rendered. The browser keeps the focus inside, and gives it back. */
export function Dialog(props: DialogProps) {
  return (
    <TopLayer>
      <Modal {...props} />
    </TopLayer>
  )
}

function Modal({ title, closeLabel, onClose, children }: DialogProps) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)

  // The top layer of the browser: modality exists only by this call. In layout, for the focus is given back only by a
  // dialog that is closed before it leaves the document.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={id} onCancel={onClose}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <IconButton label={closeLabel} icon={<X size={20} />} onClick={onClose} />
      </header>
      {children}
    </dialog>
  )
}
