import type { FormEvent } from 'react'
import { flushSync } from 'react-dom'

/** Saves what a form holds. Where something in it is wrong, the first such field takes the focus, so that it is seen. */
export function submit(event: FormEvent<HTMLFormElement>, save: () => void): void {
  event.preventDefault()
  flushSync(save)
  event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
