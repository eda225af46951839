import { useStore } from '../platform/store.ts'
import styles from './Announcements.module.css'
import { useAnnouncer } from './announcer.ts'

/** The one live region of the page. It must be there before the first message, or screen readers miss it. */
export function Announcements() {
  const messages = useStore(useAnnouncer().messages)
  return (
    <div className={styles.region} role="log" aria-live="polite" aria-relevant="additions">
      {messages.map((message) => (
        <p key={message.key} className={styles.message} data-visible={message.visible}>
          {message.text}
        </p>
      ))}
    </div>
  )
}
