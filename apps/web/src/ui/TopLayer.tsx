import { useLayoutEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'

/** What does not move as long as it is shown; a scene is dark where the page may be light. */
const landmarks = 'dialog, aside, main, header, footer, [data-scene]'

/**
 * Puts a dialog or an open menu at the end of the landmark in which it was opened. The browser closes what moves in the
 * document, and the row of a list moves whenever the list is sorted anew.
 */
export function TopLayer({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLSpanElement>(null)
  const [landmark, setLandmark] = useState<Element>()

  // Where a component stands is known once it is there.
  useLayoutEffect(() => {
    setLandmark(place.current?.closest(landmarks) ?? document.body)
  }, [])

  return landmark ? createPortal(children, landmark) : <span ref={place} hidden />
}
