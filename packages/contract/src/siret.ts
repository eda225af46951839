import * as z from 'zod/mini'

// La Poste has more establishments than Luhn leaves numbers for: the sum of digits of the others is a multiple of five
// (INSEE, "numéro SIRET").
const laPoste = '356000000'

/** Whether 14 digits are a SIRET: the Luhn sum of all of them is a multiple of ten. */
export function isSiret(digits: string): boolean {
  if (!/^\d{14}$/.test(digits)) return false
  const values = Array.from(digits, Number)
  const doubled = values.map((digit, index) => (index % 2 === 0 ? digitSum(2 * digit) : digit))
  return sum(doubled) % 10 === 0 || (digits.startsWith(laPoste) && sum(values) % 5 === 0)
}

function digitSum(number: number): number {
  return Math.trunc(number / 10) + (number % 10)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** A French establishment number, typed with or without spaces. */
export const siret = z.string().check(
  z.maxLength(40, { abort: true }),
  z.overwrite((text) => text.replace(/\s/gu, '')),
  z.refine(isSiret, { error: 'not a SIRET: 14 digits, the last one a check digit' }),
)
