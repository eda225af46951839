import type { Upcoming } from '@parvis/contract/calendar'

/** What takes place on one day of the reader's own zone. */
export interface UpcomingDay {
  /** Midnight at its beginning. */
  readonly day: Date
  readonly items: readonly Upcoming[]
}

/** In the order in which they come. What began on an earlier day and goes on stands under that day. */
export function groupByDay(items: readonly Upcoming[]): readonly UpcomingDay[] {
  const days = new Map<number, Upcoming[]>()
  for (const item of items) {
    const midnight = new Date(item.startsAt).setHours(0, 0, 0, 0)
    const day = days.get(midnight)
    if (day) day.push(item)
    else days.set(midnight, [item])
  }
  return [...days].map(([midnight, items]) => ({ day: new Date(midnight), items }))
}
