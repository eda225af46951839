import type { Undo } from '../platform/store.ts'
import type { Connection } from './connection.ts'

/** Calls back when trying at once is worth it: the network is back, or the person looks again. */
export function onWake(wake: () => void): Undo {
  const handleVisible = (): void => {
    if (document.visibilityState === 'visible') wake()
  }
  addEventListener('online', wake)
  document.addEventListener('visibilitychange', handleVisible)
  return () => {
    removeEventListener('online', wake)
    document.removeEventListener('visibilitychange', handleVisible)
  }
}

/** A page that is left says good-bye; one that comes back from the browser's cache comes back into the call. */
export function followPage(connection: Connection): Undo {
  const handleHide = (): void => connection.suspend()
  const handleShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) connection.resume()
  }
  addEventListener('pagehide', handleHide)
  addEventListener('pageshow', handleShow)
  return () => {
    removeEventListener('pagehide', handleHide)
    removeEventListener('pageshow', handleShow)
  }
}
