import { Copy } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslate } from '../platform/i18n/language.ts'
import { Button } from './Button.tsx'
import styles from './CopyButton.module.css'

interface CopyButtonProps {
  /** What is copied: it stands on the page too, for browsers that refuse. */
  readonly text: string
  readonly primary?: boolean
  readonly children: ReactNode
}

/** Copies a text and says beside it how that went: a modal dialog covers what the page says elsewhere. */
export function CopyButton({ text, primary, children }: CopyButtonProps) {
  const t = useTranslate()
  const [said, setSaid] = useState<'page.copied' | 'page.copyByHand'>()

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setSaid('page.copied')
    } catch {
      // Refused by the browser or by a policy.
      setSaid('page.copyByHand')
    }
  }

  return (
    <span className={styles.copy}>
      <Button
        tone={primary ? 'primary' : 'plain'}
        icon={<Copy size={20} aria-hidden="true" />}
        onClick={() => void copy()}
      >
        {children}
      </Button>
      <output>{said && t(said)}</output>
    </span>
  )
}
