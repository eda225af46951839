import { useEffect, useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { ChatPanel } from '../chat/index.ts'

type PanelName = 'people' | 'chat'

/** What stands beside the pictures: one panel at a time, or none. */
export interface OpenPanel {
  readonly open: PanelName | undefined
  readonly toggle: (name: PanelName) => void
}

/** Long after the first picture, with which the code must not share the network. */
const fetchAfterMs = 10_000

export function usePanel(): OpenPanel {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const [open, setOpen] = useState<PanelName>()

  // The network is outside of React; a build that is replaced during the call takes its code away.
  useEffect(() => {
    const timer = setTimeout(() => void ChatPanel.fetch().catch(() => undefined), fetchAfterMs)
    return () => clearTimeout(timer)
  }, [])

  async function show(name: PanelName): Promise<void> {
    try {
      // Its code comes first: a panel that cannot be had must not end the call.
      if (name === 'chat') await ChatPanel.fetch()
      setOpen(name)
    } catch (error) {
      announcer.show(t(toMessageKey(error)))
    }
  }
  return {
    open,
    toggle(name) {
      if (open === name) setOpen(undefined)
      else void show(name)
    },
  }
}
