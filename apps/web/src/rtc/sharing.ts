import { createStore } from '../platform/store.ts'
import type { ReadableStore } from '../platform/store.ts'
import { captureScreen, stopScreen } from './screen.ts'
import type { SharedScreen } from './screen.ts'

/** The one screen that is shared now, if any. */
export interface Sharing {
  readonly screen: ReadableStore<SharedScreen | undefined>
  /** Resolves to false when the person closed the chooser. Must be called in a gesture. */
  begin(options: { readonly sound: boolean }): Promise<boolean>
  readonly stop: () => void
  /** Goes on without the sound. */
  readonly dropSound: () => void
}

export function createSharing(): Sharing {
  const screen = createStore<SharedScreen | undefined>(undefined)

  function stop(): void {
    const shared = screen.get()
    screen.set(undefined)
    if (shared) stopScreen(shared)
  }

  return {
    screen,
    stop,
    async begin(options) {
      const shared = await captureScreen(options)
      if (!shared) return false
      stop()
      const { video } = shared
      video.addEventListener('ended', () => screen.get()?.video === video && stop(), { once: true })
      screen.set(shared)
      return true
    },
    dropSound() {
      const shared = screen.get()
      if (!shared?.audio) return
      shared.audio.stop()
      screen.set({ video: shared.video, audio: undefined })
    },
  }
}
