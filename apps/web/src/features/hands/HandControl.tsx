import { Hand } from 'lucide-react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { OwnHand } from './use-hand.ts'

export function HandControl({ hand }: { readonly hand: OwnHand }) {
  const t = useTranslate()
  return (
    <IconButton
      captioned
      label={t('control.hand')}
      icon={<Hand size={20} />}
      pressed={hand.wanted || hand.raisedAt !== undefined}
      aria-keyshortcuts="Control+Shift+H Meta+Shift+H"
      onClick={hand.toggle}
    />
  )
}
