import { useEffect, useState } from 'react'
import type { ComponentType, ReactNode } from 'react'
import { createStore, useStore } from './store.ts'

/** A part of the page could not be loaded: the network failed, or another build is served by now. */
export class CodeMissing extends Error {
  constructor(cause?: unknown) {
    super('a part of the page cannot be loaded', { cause })
    this.name = 'CodeMissing'
  }
}

/** A component whose code comes when it is shown, or earlier by `fetch`. */
export interface OnDemand<Props> {
  (props: Props): ReactNode
  /** Rejects with `CodeMissing` when the code cannot be had; showing the component asks again, and throws to its boundary. */
  readonly fetch: () => Promise<void>
}

/**
 * Shows nothing until the code is there, and the component at once then. React's `lazy` would show a fallback even when
 * the code has come before, and keeps every fallback for 300 ms (`FALLBACK_THROTTLE_MS` of react-dom).
 */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  // in an object, because a store of functions would call them
  const code = createStore<{ readonly Component: ComponentType<Props> } | undefined>(undefined)

  async function fetch(): Promise<void> {
    const Component = await load().catch((error: unknown) => {
      throw new CodeMissing(error)
    })
    if (!code.get()) code.set({ Component })
  }

  function Shown(props: Props): ReactNode {
    const loaded = useStore(code)
    const [failure, setFailure] = useState<{ readonly error: unknown }>()

    // The code comes over the network; asking twice is one request.
    useEffect(() => {
      if (!code.get()) fetch().catch((error: unknown) => setFailure({ error }))
    }, [])

    if (failure) throw failure.error
    return loaded && <loaded.Component {...props} />
  }

  return Object.assign(Shown, { fetch })
}
