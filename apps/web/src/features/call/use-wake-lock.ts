import { useEffect } from 'react'

/** Keeps the screen on as long as the call is shown, where the browser can. */
export function useWakeLock(): void {
  // The lock belongs to the system; it is lost whenever the tab is hidden.
  useEffect(() => {
    let released = false
    let lock: WakeLockSentinel | undefined

    async function acquire(): Promise<void> {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      try {
        lock = await navigator.wakeLock.request('screen')
        if (released) await lock.release()
      } catch {
        // Low battery or a policy: the call goes on without it.
      }
    }

    void acquire()
    document.addEventListener('visibilitychange', acquire)
    return () => {
      released = true
      document.removeEventListener('visibilitychange', acquire)
      void lock?.release()
    }
  }, [])
}
