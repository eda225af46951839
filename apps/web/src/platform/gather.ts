const gatherMs = 3_000

/** Gathers what happens often, so that people hear of many things at once. */
export interface Gatherer<Item> {
  readonly hear: (items: readonly Item[]) => void
  /** Forgets what has not been told. */
  readonly stop: () => void
}

/** Tells the first at once, and what comes within 3 s of the last telling together after that. */
export function createGatherer<Item>(tell: (items: readonly [Item, ...Item[]]) => void): Gatherer<Item> {
  let gathered: readonly Item[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function tellAll(): void {
    timer = undefined
    const [first, ...others] = gathered
    gathered = []
    if (first === undefined) return
    tell([first, ...others])
    timer = setTimeout(tellAll, gatherMs)
  }

  return {
    hear(items) {
      gathered = [...gathered, ...items]
      if (!timer) tellAll()
    },
    stop: () => clearTimeout(timer),
  }
}
