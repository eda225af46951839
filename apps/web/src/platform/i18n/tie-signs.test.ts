import { expect, test } from 'vitest'
import { tieSigns } from './tie-signs.ts'

test('no line begins with a sign, nor ends with an opening one', () => {
  expect(tieSigns('Bannir « Ada » ? Oui ! Qualité : bonne ; voilà')).toBe(
    'Bannir «\u00a0Ada\u00a0»\u00a0? Oui\u00a0! Qualité\u00a0: bonne\u00a0; voilà',
  )
  expect(tieSigns('Ban Ada? Quality: good')).toBe('Ban Ada? Quality: good')
})
