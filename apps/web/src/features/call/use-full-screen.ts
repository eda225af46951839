import { useSyncExternalStore } from 'react'
import type { RefObject } from 'react'

export interface FullScreen {
  readonly on: boolean
  readonly toggle: () => void
}

/** Shows one element alone on the whole screen; undefined where the browser does not (Safari on telephones). */
export function useFullScreen(element: RefObject<HTMLElement | null>): FullScreen | undefined {
  const current = useSyncExternalStore(subscribe, readCurrent)
  if (!document.fullscreenEnabled) return undefined
  const on = current !== null && current === element.current
  return { on, toggle: () => void change(on ? undefined : element.current) }
}

async function change(element: HTMLElement | null | undefined): Promise<void> {
  try {
    await (element ? element.requestFullscreen() : document.exitFullscreen())
  } catch {
    // the browser refused, or the person was faster with Escape: the screen shows what is so
  }
}

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener)
  return () => document.removeEventListener('fullscreenchange', listener)
}

function readCurrent(): Element | null {
  return document.fullscreenElement
}
