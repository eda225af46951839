/** Prints what happens with how long it took. */
export interface Steps {
  /** Runs a step and prints its title when it is done. */
  run<T>(title: string, work: () => Promise<T>): Promise<T>
  note(line: string): void
  seconds(): string
}

/** Counts from now; `since` in ms on the clock of `performance.now()` moves the beginning. */
export function createSteps(since = performance.now()): Steps {
  return {
    run: async (title, work) => {
      const started = performance.now()
      const result = await work()
      console.log(`  ${toSeconds(performance.now() - started).padStart(8)}  ${title}`)
      return result
    },
    note: (line) => console.log(`            ${line}`),
    seconds: () => toSeconds(performance.now() - since),
  }
}

function toSeconds(ms: number): string {
  return ms < 100 ? `${(ms / 1000).toFixed(2)} s` : `${(ms / 1000).toFixed(1)} s`
}
