import { useEffect, useState } from 'react'
import { createStore, useStore } from './store.ts'

/**
 * What `create` makes when the component appears, disposed when it goes or when `create` is another function.
 * Undefined for an instant at first: nothing is opened during rendering.
 */
export function useOwned<Owned extends Disposable>(create: () => Owned): Owned | undefined {
  const [store] = useState(() => createStore<Owned | undefined>(undefined))

  // The thing itself lives outside of React: devices, listeners, connections.
  useEffect(() => {
    const owned = create()
    store.set(owned)
    return () => {
      store.set(undefined)
      owned[Symbol.dispose]()
    }
  }, [create, store])

  return useStore(store)
}
