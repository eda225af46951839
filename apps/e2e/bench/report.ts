import type { Interval } from './statistics.ts'

/** One line of a benchmark: what, ours, against what, and what is to be reached. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly reference?: number
  readonly ratio?: number
  readonly interval?: Interval
  /** The limit of the ratio when there is one, else of the value; `at most`. */
  readonly target?: number
  readonly note?: string
}

export function print(figure: Figure): void {
  const { name, value, unit, reference, ratio, interval, target, note } = figure
  const parts = [`${name}: ${round(value)} ${unit}`]
  if (reference !== undefined) parts.push(`reference ${round(reference)} ${unit}`)
  if (ratio !== undefined) parts.push(`ratio ${ratio.toFixed(2)}`)
  if (interval) parts.push(`95 % ${interval.low.toFixed(2)}–${interval.high.toFixed(2)}`)
  if (target !== undefined) {
    const judged = ratio ?? value
    parts.push(`target ≤ ${target} ${judged <= target ? 'reached' : 'MISSED'}`)
  }
  if (note !== undefined) parts.push(note)
  console.log(`  ${parts.join(' · ')}`)
}

function round(value: number): string {
  if (Number.isInteger(value)) return String(value)
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2)
}
