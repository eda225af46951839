import type { ReactNode } from 'react'
import styles from './Statement.module.css'

interface StatementProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly text?: string
  /** What the reader can do now. */
  readonly children?: ReactNode
}

/** A page that says one thing: what happened, and what can be done. */
export function Statement({ icon, title, text, children }: StatementProps) {
  return (
    <div className={styles.statement}>
      {icon && <span className={styles.icon}>{icon}</span>}
      <h1 className={styles.title}>{title}</h1>
      {text && <p className={styles.text}>{text}</p>}
      <div className={styles.actions}>{children}</div>
    </div>
  )
}
