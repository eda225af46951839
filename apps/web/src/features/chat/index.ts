import { onDemand } from '../../platform/on-demand.tsx'

export { useChat } from './use-chat.ts'
export type { Chat } from './use-chat.ts'
export { countUnread } from './talk.ts'

/** Comes when it is asked for: the way into the call does not carry it. */
export const ChatPanel = onDemand(async () => (await import('./ChatPanel.tsx')).ChatPanel)
