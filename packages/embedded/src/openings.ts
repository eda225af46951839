/** What was opened and must be closed, also while it is still opening. */
export interface Openings extends AsyncDisposable {
  /** Aborted when nothing more is to be opened: long work for an opening then ends at once. */
  readonly givenUp: AbortSignal
  giveUp(): void
  open<T extends AsyncDisposable>(opening: Promise<T>): Promise<T>
}

/** Disposing closes everything in the reverse order, waiting for what is still opening; failures come together. */
export function createOpenings(): Openings {
  const openings: Promise<AsyncDisposable | undefined>[] = []
  const control = new AbortController()
  return {
    givenUp: control.signal,
    giveUp: () => control.abort(),
    open(opening) {
      // NOTE whoever awaits `opening` sees its failure; here only what was really opened counts
      openings.push(opening.catch(() => undefined))
      return opening
    },
    [Symbol.asyncDispose]: async () => {
      control.abort()
      const failures: unknown[] = []
      for (let next = openings.pop(); next !== undefined; next = openings.pop()) {
        try {
          await (await next)?.[Symbol.asyncDispose]()
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed')
    },
  }
}
