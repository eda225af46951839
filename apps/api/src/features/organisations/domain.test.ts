import { Problem } from '@parvis/contract/problems'
import { expect, test } from 'vitest'
import { normaliseDomain } from './domain.ts'

test.each([
  ['ville.exemple.fr', 'ville.exemple.fr'],
  ['@Ville.Exemple.FR.', 'ville.exemple.fr'],
  ['préfecture.fr', 'xn--prfecture-c4a.fr'],
  ['xn--prfecture-c4a.fr', 'xn--prfecture-c4a.fr'],
])('%s is kept as %s', (typed, kept) => {
  expect(normaliseDomain(typed)).toBe(kept)
})

test.each([
  '',
  'fr',
  '.',
  'ville..fr',
  '-ville.fr',
  'ville .fr',
  '192.0.2.1',
  '[::1]',
  'a/b.fr',
  `${'a'.repeat(64)}.fr`,
])('“%s” is no domain', (typed) => {
  expect(() => normaliseDomain(typed)).toThrow(Problem)
})
