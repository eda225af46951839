import type { ProblemCode } from '@parvis/contract/problems'

/** What decides whether somebody may enter. */
export interface Door {
  readonly banned: boolean
  /** How many are in the meeting now. */
  readonly present: number
}

/** Why this person may not enter now, or undefined when they may. Who comes back to a place takes no new one. */
export function refuseEntry(
  door: Door,
  options: { readonly capacity: number; readonly returning: boolean },
): ProblemCode | undefined {
  if (door.banned) return 'banned'
  if (!options.returning && door.present >= options.capacity) return 'meeting-full'
  return undefined
}
