import { useSyncExternalStore } from 'react'

const narrow = matchMedia('(width < 540px)')

/** Whether the window is as narrow as a phone held upright, so that less must stand in a line. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches)
}

function subscribe(onChange: () => void): () => void {
  narrow.addEventListener('change', onChange)
  return () => narrow.removeEventListener('change', onChange)
}
