import { X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { ReactNode, RefObject } from 'react'
import { useTranslate } from '../platform/i18n/language.ts'
import { IconButton } from './IconButton.tsx'
import styles from './SidePanel.module.css'
import { useKeptFocus } from './use-kept-focus.ts'

interface SidePanelProps {
  readonly title: string
  readonly count?: number
  /** What takes the focus when the panel opens; the panel itself without it. */
  readonly focus?: RefObject<HTMLElement | null> | undefined
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What stands beside the pictures of a call: takes the focus, closes by Escape, and gives the focus back. */
export function SidePanel({ title, count, focus, onClose, children }: SidePanelProps) {
  const t = useTranslate()
  const panel = useRef<HTMLElement>(null)
  usePanelKeys(panel, { focus, onClose })
  useKeptFocus(panel)
  return (
    <aside ref={panel} className={styles.panel} aria-label={title} tabIndex={-1}>
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        {count !== undefined && <span className={styles.count}>{count}</span>}
        <IconButton label={t('page.close')} icon={<X size={20} />} onClick={onClose} />
      </header>
      {children}
    </aside>
  )
}

function usePanelKeys(
  panel: RefObject<HTMLElement | null>,
  { focus, onClose }: Pick<SidePanelProps, 'focus' | 'onClose'>,
): void {
  const close = useEffectEvent(onClose)

  // Focus and keys are the browser's.
  useEffect(() => {
    const before = document.activeElement
    const element = panel.current
    const handleKey = (event: KeyboardEvent) => {
      // A menu or a question on top of the panel closes alone.
      const onTop = event.target instanceof Element && event.target.closest('dialog, [popover]')
      if (event.key === 'Escape' && !onTop) close()
    }
    const first = focus?.current ?? element
    first?.focus()
    element?.addEventListener('keydown', handleKey)
    return () => {
      element?.removeEventListener('keydown', handleKey)
      // Another control may have taken it: the one that opens the next panel.
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus()
    }
  }, [panel, focus])
}
