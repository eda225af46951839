/** Repeatable chance: the same seed gives the same choices, so that a failure can be seen again. */
export interface Random {
  /** An integer from 0 to `below` − 1. */
  integer(below: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  bytes(length: number): Uint8Array<ArrayBuffer>
  shuffle<Item>(items: readonly Item[]): Item[]
}

/** mulberry32: 32 bits of state, enough to choose test inputs. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (below: number): number => Math.floor(next() * below)
  return {
    integer,
    chance: (probability) => next() < probability,
    pick(items) {
      if (items.length === 0) throw new Error('nothing to pick from')
      return items[integer(items.length)] as (typeof items)[number] // the index is within the list
    },
    bytes: (length) => Uint8Array.from({ length }, () => integer(256)),
    shuffle(items) {
      const keyed = items.map((item) => ({ item, key: next() }))
      return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item)
    },
  }
}
