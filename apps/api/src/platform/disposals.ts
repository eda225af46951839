/** Things to close together, in the reverse order of their opening. */
export interface Disposals extends AsyncDisposable {
  /** Remembers the thing and returns it. */
  use<Thing extends AsyncDisposable>(thing: Thing): Thing
  defer(close: () => Promise<void>): void
}

// NOTE AsyncDisposableStack of the language is this, and comes with Node 24.
export function createDisposals(): Disposals {
  const closers: (() => PromiseLike<void>)[] = []
  return {
    use(thing) {
      closers.push(() => thing[Symbol.asyncDispose]())
      return thing
    },
    defer: (close) => void closers.push(close),
    /** @throws AggregateError of what failed to close, after everything was tried. */
    async [Symbol.asyncDispose]() {
      const failures: unknown[] = []
      for (const close of closers.splice(0).toReversed()) {
        try {
          await close()
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed')
    },
  }
}
