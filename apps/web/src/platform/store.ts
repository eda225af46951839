import { useCallback, useSyncExternalStore } from 'react'

/** Undoes what the call that returned it did. Safe to call twice. */
export type Undo = () => void

/** A value that changes, and those who want to know. */
export interface ReadableStore<Value> {
  readonly get: () => Value
  /** Calls back after every change until undone; not at once. */
  readonly subscribe: (listener: () => void) => Undo
}

export interface Store<Value> extends ReadableStore<Value> {
  /** Replaces the value; listeners hear of it only when it is another one (`Object.is`). */
  readonly set: (next: Value | ((before: Value) => Value)) => void
}

export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      // A store of functions would be ambiguous here; there is none.
      const after = typeof next === 'function' ? (next as (before: Value) => Value)(value) : next
      if (Object.is(after, value)) return
      value = after
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Settles as soon as the store's value is one that `accept` takes; never, when there is none. */
export function until<Value>(store: ReadableStore<Value>, accept: (value: Value) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (accept(store.get())) return resolve()
    const undo = store.subscribe(() => {
      if (!accept(store.get())) return
      undo()
      resolve()
    })
  })
}

/** The store's value, or what `select` takes of it; the component renders again only when that is another one. */
export function useStore<Value>(store: ReadableStore<Value>): Value
export function useStore<Value, Part>(store: ReadableStore<Value>, select: (value: Value) => Part): Part
export function useStore<Value, Part>(
  store: ReadableStore<Value>,
  select?: (value: Value) => Part,
): Value | Part {
  const read = useCallback(() => (select ? select(store.get()) : store.get()), [store, select])
  return useSyncExternalStore(store.subscribe, read, read)
}
