import type { ReactNode } from 'react'
import styles from './HiddenText.module.css'

/** Words for screen readers alone, beside something that is seen. */
export function HiddenText({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <span id={id} className={styles.hidden}>
      {children}
    </span>
  )
}
