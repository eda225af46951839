import { Hand } from 'lucide-react'
import styles from './HandMark.module.css'

/** A raised hand with its place in the queue, for the eye: whoever shows it says it in words as well. */
export function HandMark({ place }: { readonly place: number }) {
  return (
    <span className={styles.mark} aria-hidden="true">
      <Hand className={styles.icon} size={16} />
      {place}
    </span>
  )
}
