import type { MeetingAddress } from '@parvis/contract/addresses'
import type { MeetingSlug } from '@parvis/contract/ids'
import { useTranslate } from '../platform/i18n/language.ts'
import { useAnnouncer } from './announcer.ts'

/** Copies the meeting's link, and says so; where the clipboard is refused it says the link itself. */
export function useCopyLink(meeting: MeetingSlug | MeetingAddress): () => void {
  const t = useTranslate()
  const announcer = useAnnouncer()

  async function copy(): Promise<void> {
    const link = `${location.origin}/${meeting}`
    try {
      await navigator.clipboard.writeText(link)
      announcer.show(t('call.linkCopied'))
    } catch {
      // Refused by the browser or by a policy: people can still copy it by hand.
      announcer.show(link)
    }
  }

  return () => void copy()
}
