import { createContext, useContext } from 'react'
import { createStore } from '../platform/store.ts'
import type { ReadableStore } from '../platform/store.ts'

interface Message {
  readonly key: number
  readonly text: string
  /** Shown for a few seconds, beside being said to screen readers. */
  readonly visible: boolean
}

/** Where the page says what happens, in words. */
export interface Announcer {
  readonly messages: ReadableStore<readonly Message[]>
  /** Says it to screen readers, and shows it to everybody. */
  readonly show: (text: string) => void
  /** Says it to screen readers alone: the screen shows it in its own way. */
  readonly say: (text: string) => void
}

const staysMs = 5_000

export function createAnnouncer(): Announcer {
  const messages = createStore<readonly Message[]>([])
  let next = 0

  function add(text: string, visible: boolean): void {
    const message = { key: next++, text, visible }
    messages.set((before) => [...before.slice(-4), message])
    setTimeout(() => messages.set((before) => before.filter((other) => other !== message)), staysMs)
  }

  return { messages, show: (text) => add(text, true), say: (text) => add(text, false) }
}

export const AnnouncerContext = createContext<Announcer | undefined>(undefined)

export function useAnnouncer(): Announcer {
  const announcer = useContext(AnnouncerContext)
  if (!announcer) throw new Error('useAnnouncer outside of an AnnouncerContext')
  return announcer
}
