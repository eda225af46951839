import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Notice.module.css'

interface NoticeProps {
  readonly tone?: 'plain' | 'warning' | 'danger'
  readonly title?: string
  readonly children: ReactNode
}

/** Something that the reader should know here, announced when it appears. */
export function Notice({ tone = 'plain', title, children }: NoticeProps) {
  const Icon = tone === 'plain' ? Info : CircleAlert
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon size={20} aria-hidden="true" className={styles.icon} />
      <div className={styles.body}>
        {title && <p className={styles.title}>{title}</p>}
        {children}
      </div>
    </div>
  )
}
