import type { ReactNode } from 'react'
import styles from './Banner.module.css'

interface BannerProps {
  readonly icon: ReactNode
  readonly text: string
  /** What can be done about it. */
  readonly children: ReactNode
}

/** Something that a person should know or do while all goes on. Said politely to screen readers. */
export function Banner({ icon, text, children }: BannerProps) {
  return (
    <div className={styles.banner}>
      {icon}
      <output className={styles.text}>{text}</output>
      {children}
    </div>
  )
}
