import { expect, test } from 'vitest'
import { preferredLanguage } from './language.ts'

test.each([
  [['fr-FR', 'en'], 'fr'],
  [['en-GB', 'fr'], 'en'],
  [['de-DE', 'en-US', 'fr'], 'en'],
  [['pt-BR'], 'fr'],
  [[], 'fr'],
])('a browser that asks for %j gets %s', (wanted, language) => {
  expect(preferredLanguage(wanted)).toBe(language)
})
