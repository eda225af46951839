import { useEffect } from 'react'
import { readBranding } from '../platform/branding.ts'

/** Names the browser's tab, and so what a screen reader says first. */
export function useTitle(title: string): void {
  // The document's title lives outside of React's tree.
  useEffect(() => {
    const { product } = readBranding()
    document.title = title === '' ? product : `${title} · ${product}`
  }, [title])
}
