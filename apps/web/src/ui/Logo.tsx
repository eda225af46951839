import { readBranding } from '../platform/branding.ts'
import styles from './Logo.module.css'

/** The mark, of the installation or ours, and the word. */
export function Logo() {
  const { product, logo } = readBranding()
  return (
    <span className={styles.logo}>
      {logo ? <img className={styles.image} src={logo} alt="" /> : <Porch />}
      <span className={styles.word}>{product}</span>
    </span>
  )
}

/** A porch over its forecourt. */
function Porch() {
  return (
    <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <rect className={styles.ground} width="32" height="32" rx="8" />
      <path className={styles.porch} d="M8 24V15a8 8 0 0 1 16 0v9h-4.5v-8.5a3.5 3.5 0 0 0-7 0V24Z" />
      <circle className={styles.person} cx="16" cy="23" r="1.8" />
    </svg>
  )
}
