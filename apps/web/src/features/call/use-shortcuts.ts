import { useEffect, useEffectEvent } from 'react'
import { isTextField, matchShortcut, singleKeysAllowed } from './shortcuts.ts'
import type { ShortcutId } from './shortcuts.ts'

export interface ShortcutActions {
  readonly run: (id: Exclude<ShortcutId, 'push-to-talk'>) => void
  /** Begins to speak; returns how to stop. */
  readonly talk: () => () => void
}

const mac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Listens to the keys of the whole page as long as the call is shown. */
export function useShortcuts(actions: ShortcutActions): void {
  const run = useEffectEvent(actions.run)
  const talk = useEffectEvent(actions.talk)

  // Keys are heard on the document: the focus may be anywhere.
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    let stopTalking: (() => void) | undefined

    function handleKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || isTextField(event.target)) return
      const id = matchShortcut(event, { mac, singleKeys: singleKeysAllowed.read() ?? true })
      if (!id) return
      event.preventDefault()
      if (event.repeat) return
      if (id === 'push-to-talk') stopTalking ??= talk()
      else run(id)
    }

    function release(): void {
      stopTalking?.()
      stopTalking = undefined
    }

    document.addEventListener('keydown', handleKeyDown, { signal })
    document.addEventListener('keyup', ({ key }) => key.toLowerCase() === 'v' && release(), { signal })
    // NOTE a window that loses the focus never sees the key come up, and would stay unmuted
    window.addEventListener('blur', release, { signal })
    return () => {
      release()
      listening.abort()
    }
  }, [])
}
