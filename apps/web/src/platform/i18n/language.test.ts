import { expect, test } from 'vitest'
import { preferredLanguage } from './language.ts'

test.each([
  [['fr-FR', 'en'], 'fr'],
  [['en-GB', 'fr'], 'en'],
  [['de-DE', 'en-US', 'fr'], 'en'],
  [['pt-BR'], 'fr'],
  [[], 'fr'],
])('a browser that asks for %j gets %s', (wanted, language) => {
  expect(preferredLanguage(wanted, 'fr')).toBe(language)
})

test('a browser that asks for none of ours gets the installation’s', () => {
  expect(preferredLanguage(['pt-BR'], 'en')).toBe('en')
})
