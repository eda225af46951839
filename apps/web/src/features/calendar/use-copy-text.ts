import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { useAnnouncer } from '../../ui/announcer.ts'

/** Copies a text that the page shows, and says so; where the clipboard is refused it says how to do it by hand. */
export function useCopyText(copied: string): (text: string) => void {
  const t = useMeetingsTranslate()
  const announcer = useAnnouncer()

  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      announcer.show(copied)
    } catch {
      // Refused by the browser or by a policy: the text is on the page.
      announcer.show(t('calendar.copyByHand'))
    }
  }

  return (text) => void copy(text)
}
