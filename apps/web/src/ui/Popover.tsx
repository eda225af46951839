import { useEffect, useId, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import styles from './Popover.module.css'

interface PopoverProps {
  /** Accessible name of the button and of what it opens. */
  readonly label: string
  readonly icon: ReactNode
  readonly children: ReactNode
}

/** A button that opens a small panel above itself. Escape, a click elsewhere, or leaving it by keyboard closes it. */
export function Popover({ label, icon, children }: PopoverProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  // The document hears clicks and keys that happen outside this component.
  useEffect(() => {
    if (!open) return undefined
    const closer = new AbortController()
    const { signal } = closer
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && !root.current?.contains(target)) setOpen(false)
    }
    document.addEventListener('pointerdown', closeOutside, { signal })
    document.addEventListener('focusin', closeOutside, { signal })
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        setOpen(false)
        button.current?.focus()
      },
      { signal, capture: true },
    )
    return () => closer.abort()
  }, [open])

  return (
    <div ref={root} className={styles.root}>
      <button
        ref={button}
        type="button"
        className={styles.button}
        title={label}
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {icon}
      </button>
      <section id={id} className={styles.panel} aria-label={label} hidden={!open}>
        {open && children}
      </section>
    </div>
  )
}
