import { onDemand } from '../../platform/on-demand.tsx'
import type { OnDemand } from '../../platform/on-demand.tsx'
import type { ChatPanelProps } from './ChatPanel.tsx'

export { useChat } from './use-chat.ts'
export type { Chat } from './use-chat.ts'
export { countUnread } from './talk.ts'

/** Comes when it is asked for: the way into the call does not carry it. */
export const ChatPanel: OnDemand<ChatPanelProps> = onDemand(
  async () => (await import('./ChatPanel.tsx')).ChatPanel,
)
