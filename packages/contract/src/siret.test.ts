import { expect, test } from 'vitest'
import { isSiret, siret } from './siret.ts'

test.each([
  ['13002526500013', true],
  ['73282932000074', true],
  ['73282932000075', false],
  ['7328293200007', false],
  ['732829320000741', false],
  ['7328293200007a', false],
  ['35600000000048', true],
  ['35600000049837', true],
  ['35600000049838', false],
])('%s is a SIRET: %s', (digits, valid) => {
  expect(isSiret(digits)).toBe(valid)
})

test('a SIRET may be typed with spaces', () => {
  expect(siret.parse(' 732 829 320 00074 ')).toBe('73282932000074')
})
