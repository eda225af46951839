import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/** When what had the focus inside of an element vanishes, the element takes it: nobody is thrown back to the top of the page. */
export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  const inside = useRef(false)

  // Focus is the browser's: it falls to the body without a word.
  useEffect(() => {
    const element = root.current
    if (!element) return undefined
    // One may stand in another: the innermost takes it.
    element.setAttribute('data-keeps-focus', '')
    const follow = ({ target }: FocusEvent) => {
      inside.current = target instanceof Element && target.closest('[data-keeps-focus]') === element
    }
    const observer = new MutationObserver(() => {
      if (inside.current && document.activeElement === document.body) element.focus()
    })
    document.addEventListener('focusin', follow)
    observer.observe(element, { childList: true, subtree: true })
    return () => {
      document.removeEventListener('focusin', follow)
      observer.disconnect()
    }
  }, [root])
}
