import type * as z from 'zod/mini'

/** A value that this browser, or this tab, remembers. Never a secret: scripts and people can read it. */
export interface Remembered<Value> {
  /** What was remembered, or undefined when there is nothing that fits. */
  readonly read: () => Value | undefined
  /** Remembers; `undefined` forgets. */
  readonly write: (value: Value | undefined) => void
}

/** Something remembered under a name, parsed at every reading: another version of the page may have written it. */
export function remember<Schema extends z.ZodMiniType>(
  name: string,
  schema: Schema,
  place: () => Storage = () => localStorage,
): Remembered<z.output<Schema>> {
  const key = `parvis:${name}`
  return {
    read() {
      try {
        return schema.safeParse(JSON.parse(place().getItem(key) ?? 'null')).data
      } catch {
        // Storage may be forbidden (private window, policy), or hold what is not JSON: then nothing is remembered.
        return undefined
      }
    },
    write(value) {
      try {
        if (value === undefined) place().removeItem(key)
        else place().setItem(key, JSON.stringify(value))
      } catch {
        // Forbidden or full: the page works without memory.
      }
    },
  }
}
