import { useEffect } from 'react'
import type { RefObject } from 'react'

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** Left and right go from button to button, as in every toolbar (WAI-ARIA Authoring Practices). */
export function useToolbarKeys(toolbar: RefObject<HTMLElement | null>): void {
  // Focus and keys are the browser's.
  useEffect(() => {
    const element = toolbar.current

    function handleKey({ key, target }: KeyboardEvent): void {
      const step = steps[key]
      if (!element || step === undefined) return
      // What stands in a closed menu takes no focus: without this the way would end before it.
      const buttons = [...element.querySelectorAll('button')].filter((button) => button.checkVisibility())
      const place = buttons.findIndex((button) => button === target)
      if (place >= 0) buttons.at((place + step) % buttons.length)?.focus()
    }

    element?.addEventListener('keydown', handleKey)
    return () => element?.removeEventListener('keydown', handleKey)
  }, [toolbar])
}
