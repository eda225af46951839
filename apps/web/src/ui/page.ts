import { useEffect } from 'react'

const product = 'Parvis'

/** Names the browser's tab, and so what a screen reader says first. */
export function useTitle(title: string): void {
  // The document's title lives outside of React's tree.
  useEffect(() => {
    document.title = title === '' ? product : `${title} · ${product}`
  }, [title])
}
