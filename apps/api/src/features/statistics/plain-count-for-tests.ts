import type { StatisticsPeriod, StatisticsQuery } from '@parvis/contract/statistics'
import type { PastPlace } from './past-for-tests.ts'

// Every time zone of today has its midnights at a quarter of an hour.
const quarterMs = 900_000

interface Piece {
  readonly place: PastPlace
  readonly start: string
  readonly from: number
  readonly to: number
}

/** The same figures, counted another way: stays are cut at each quarter of an hour, and the calendar of JavaScript names its day. */
export function countPlainly(places: readonly PastPlace[], query: StatisticsQuery) {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: query.timeZone })
  const startOf = (moment: number): string | undefined => {
    const day = calendar.format(moment)
    if (day < query.from || day > query.to) return undefined
    return query.unit === 'day' ? day : `${day.slice(0, 7)}-01`
  }
  const pieces = places.flatMap((place) => cut(place, startOf))
  const starts = [...new Set(daysOf(query))]
  const periods = starts.map((start) => {
    const here = places.filter(({ admittedAt }) => startOf(admittedAt) === start)
    const came = here.filter(({ joinedAt }) => joinedAt !== null)
    const there = pieces.filter((piece) => piece.start === start)
    return {
      start,
      meetings: firstsOf(places).filter(({ admittedAt }) => startOf(admittedAt) === start).length,
      participants: came.length,
      guests: came.filter(({ account }) => !account).length,
      accounts: accountsOf(there),
      minutes: Math.round(there.reduce((sum, { from, to }) => sum + to - from, 0) / 60_000),
      peak: peakOf(there),
      refused: here.filter(({ state }) => state === 'refused').length,
      poorMinutes: 0,
      neverConnected: here.filter(({ state, joinedAt }) => state === 'admitted' && joinedAt === null).length,
    } satisfies StatisticsPeriod
  })
  return { periods, accounts: accountsOf(pieces) }
}

function daysOf({ from, to, unit }: StatisticsQuery): readonly string[] {
  const days: string[] = []
  for (let time = Date.parse(from); time <= Date.parse(to); time += 86_400_000)
    days.push(new Date(time).toISOString().slice(0, 10))
  return unit === 'day' ? days : days.map((day) => `${day.slice(0, 7)}-01`)
}

function cut(place: PastPlace, startOf: (moment: number) => string | undefined): readonly Piece[] {
  const { joinedAt, leftAt } = place
  if (joinedAt === null || leftAt === null) return []
  const pieces: Piece[] = []
  for (let from = joinedAt; from < leftAt;) {
    const to = Math.min(leftAt, (Math.floor(from / quarterMs) + 1) * quarterMs)
    const start = startOf(from)
    if (start) pieces.push({ place, start, from, to })
    from = to
  }
  return pieces
}

/** Of each sitting, whoever came first. */
function firstsOf(places: readonly PastPlace[]): readonly PastPlace[] {
  const sorted = places
    .filter(({ joinedAt }) => joinedAt !== null)
    .toSorted((one, other) => one.admittedAt - other.admittedAt)
  return [
    ...new Map(sorted.toReversed().map((place): [string, PastPlace] => [place.occurrence, place])).values(),
  ]
}

function accountsOf(pieces: readonly Piece[]): number {
  return new Set(pieces.flatMap(({ place: { account } }) => account ?? [])).size
}

function peakOf(pieces: readonly Piece[]): number {
  const steps = pieces
    .flatMap(({ from, to }) => [
      { at: from, change: 1 },
      { at: to, change: -1 },
    ])
    .toSorted((one, other) => one.at - other.at || one.change - other.change)
  let [there, most] = [0, 0]
  for (const { change } of steps) most = Math.max(most, (there += change))
  return most
}
