/** The middle value; of an even number, the mean of the two. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Linear interpolation between the closest ranks. `share` from 0 to 1. NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const rank = (sorted.length - 1) * share
  const low = sorted[Math.floor(rank)] ?? Number.NaN
  const high = sorted[Math.ceil(rank)] ?? Number.NaN
  return low + (high - low) * (rank % 1)
}

export interface Interval {
  readonly low: number
  readonly high: number
}

export interface Pair {
  readonly ours: number
  readonly reference: number
}

/** Ratio of the medians. */
export function ratio(pairs: readonly Pair[]): number {
  return median(pairs.map(({ ours }) => ours)) / median(pairs.map(({ reference }) => reference))
}

const resamples = 5000

/** 95 % percentile bootstrap of the ratio of medians, over pairs, so that slow moments stay together. */
export function ratioInterval(pairs: readonly Pair[]): Interval {
  const ratios = Array.from({ length: resamples }, () =>
    ratio(pairs.map(() => pairs[Math.floor(Math.random() * pairs.length)] ?? { ours: NaN, reference: NaN })),
  )
  return { low: quantile(ratios, 0.025), high: quantile(ratios, 0.975) }
}
