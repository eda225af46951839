import { expect, test } from 'vitest'
import { createSlug } from './slug.ts'

const count = 10_000
const slugs = Array.from({ length: count }, createSlug)
const letters = slugs.map((slug) =>
  Array.from(slug.replaceAll('-', ''), (letter) => letter.charCodeAt(0) - 97),
)

/** Pearson's chi² of how often each of `classes` values occurs, against all alike. */
function chiSquared(values: readonly number[], classes: number): number {
  const counts = Array.from({ length: classes }, () => 0)
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  const expected = values.length / classes
  return counts.reduce((sum, observed) => sum + (observed - expected) ** 2 / expected, 0)
}

// Wilson–Hilferty: chi² of `freedom` degrees stays below this but once in 10^9 draws (6 standard deviations).
function limit(freedom: number): number {
  const ninth = 2 / (9 * freedom)
  return freedom * (1 - ninth + 6 * Math.sqrt(ninth)) ** 3
}

test('A3: an address has ten letters, 47 bits', () => {
  for (const slug of slugs) expect(slug).toMatch(/^[a-z]{3}-[a-z]{4}-[a-z]{3}$/)
  expect(new Set(slugs).size).toBe(count)
})

test('A3: at each of the ten positions every letter is as likely as any other', () => {
  for (let position = 0; position < 10; position += 1) {
    const drawn = letters.map((word) => word[position] ?? -1)
    expect(chiSquared(drawn, 26)).toBeLessThan(limit(25))
  }
  // Together they show a bias as small as that of a byte modulo 26.
  expect(chiSquared(letters.flat(), 26)).toBeLessThan(limit(25))
})

test('A3: a letter tells nothing about the one behind it', () => {
  const pairs = letters.flatMap((word) =>
    word.slice(1).map((letter, index) => (word[index] ?? 0) * 26 + letter),
  )
  expect(chiSquared(pairs, 26 * 26)).toBeLessThan(limit(26 * 26 - 1))
})

test('A2: an address tells nothing about the one made after it: first differences are those of chance', () => {
  const numbers = letters.map((word) => word.reduce((sum, letter) => sum * 26 + letter, 0))
  const rising = numbers.slice(1).filter((number, index) => number > (numbers[index] ?? 0)).length
  // Mean (n − 1) / 2 and variance (n + 1) / 12 of the number of ascents in a random order.
  expect(Math.abs(rising - (count - 1) / 2)).toBeLessThan(6 * Math.sqrt((count + 1) / 12))
  const steps = numbers.slice(1).map((number, index) => Math.abs(number - (numbers[index] ?? 0)))
  expect(new Set(steps).size).toBe(steps.length)
})
