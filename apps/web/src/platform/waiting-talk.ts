import type { LiveEvent } from '@parvis/contract/live'
import type { WaitingText } from '@parvis/contract/waiting-room'

/** What is said between those who wait and the hosts, as far as this place is told. */
export interface WaitingTalk {
  /** What hosts say to all who wait. */
  readonly message: string | null
  /** Whether who waits may write. */
  readonly allowed: boolean
  /** Oldest first. */
  readonly lines: readonly WaitingText[]
}

export const silence: WaitingTalk = { message: null, allowed: false, lines: [] }

/** Lines that are kept of all who wait. */
const mostLines = 500

/** A stream that begins anew tells what was said before. */
export function applyTalk(
  before: WaitingTalk,
  event: Extract<LiveEvent, { kind: 'waiting-room' | 'waiting-text' }>,
): WaitingTalk {
  if (event.kind === 'waiting-room')
    return { message: event.message, allowed: event.texts, lines: event.lines ?? before.lines }
  if (before.lines.some(({ id }) => id === event.id)) return before
  const { kind: _, ...line } = event
  return { ...before, lines: [...before.lines, line].slice(-mostLines) }
}
