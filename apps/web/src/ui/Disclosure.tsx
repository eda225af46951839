import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import styles from './Disclosure.module.css'

interface DisclosureProps {
  readonly title: string
  /** What is inside, in a sentence, so that nobody opens it to see. */
  readonly text: string
  readonly children: ReactNode
}

/** A section of a page that is folded away until somebody wants it; what is inside is made only then. */
export function Disclosure({ title, text, children }: DisclosureProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <section className={styles.section} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        <button
          type="button"
          className={styles.button}
          aria-expanded={open}
          aria-controls={id}
          aria-describedby={`${id}-text`}
          onClick={() => setOpen(!open)}
        >
          {title}
          <ChevronDown className={styles.mark} size={20} aria-hidden="true" />
        </button>
      </h2>
      <p id={`${id}-text`} className={styles.text}>
        {text}
      </p>
      <div id={id} className={styles.content} hidden={!open}>
        {open && children}
      </div>
    </section>
  )
}
