import type { ReactNode } from 'react'
import styles from './Badge.module.css'

interface BadgeProps {
  readonly strong?: boolean
  /** Before the word; it says nothing that the word does not. */
  readonly icon?: ReactNode
  readonly children: string
}

/** A word beside a name, drawn so that no name can imitate it. */
export function Badge({ strong = false, icon, children }: BadgeProps) {
  return (
    <span className={styles.badge} data-strong={strong}>
      {icon}
      {children}
    </span>
  )
}
