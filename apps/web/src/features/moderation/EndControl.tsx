import { ChevronUp } from 'lucide-react'
import { useRef } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Popover } from '../../ui/Popover.tsx'
import styles from './EndControl.module.css'

/** The hosts' other way to leave, beside the button that everybody has: it takes everybody along. */
export function EndControl({ onAsk }: { readonly onAsk: () => void }) {
  const t = useTranslate()
  const root = useRef<HTMLDivElement>(null)

  function handleAsk(): void {
    // What was pressed goes with its panel: the question gives the focus back to the button that opened it.
    root.current?.querySelector('button')?.focus()
    onAsk()
  }

  return (
    <div ref={root} className={styles.end}>
      <Popover label={t('control.leaveMenu')} icon={<ChevronUp size={16} />}>
        <Button tone="danger" onClick={handleAsk}>
          {t('control.endForAll')}
        </Button>
      </Popover>
    </div>
  )
}

interface EndQuestionProps {
  readonly onConfirm: () => void
  readonly onClose: () => void
}

export function EndQuestion(props: EndQuestionProps) {
  const t = useTranslate()
  return (
    <ConfirmDialog
      {...props}
      title={t('control.endTitle')}
      text={t('control.endText')}
      action={t('control.endForAll')}
    />
  )
}
