import { usualBranding } from '@parvis/contract/branding'
import { expect, test } from 'vitest'
import { lowContrast, toChange, toDraft } from './draft.ts'

const draft = toDraft(usualBranding)

test('what is not filled in stays as it is shipped', () => {
  const { logo: _, ...rest } = usualBranding
  expect(toChange(draft).change).toEqual(rest)
})

test('a language without words of its own keeps ours', () => {
  const fr = { title: 'Bienvenue', text: 'À vous.' }
  expect(toChange({ ...draft, home: { ...draft.home, fr } }).change?.home).toEqual({ fr })
})

test('legal pages are typed one on each line, words before the address', () => {
  const fr = 'Mentions légales https://ville.example/mentions\n\nAccessibilité https://ville.example/a11y'
  const links = {
    fr: [
      { label: 'Mentions légales', url: 'https://ville.example/mentions' },
      { label: 'Accessibilité', url: 'https://ville.example/a11y' },
    ],
  }
  expect(toChange({ ...draft, links: { fr, en: ' ' } }).change?.links).toEqual(links)
  expect(toDraft({ ...usualBranding, links }).links).toEqual({ fr: fr.replace('\n\n', '\n'), en: '' })
})

test.each([
  ['product', { product: ' ' }],
  ['accent', { light: '#1c3faa' }],
  ['accent', { light: 'blue', dark: 'blue' }],
  ['home.fr', { home: { ...draft.home, fr: { title: 'Bienvenue', text: '' } } }],
  ['home.en', { home: { ...draft.home, en: { title: '', text: 'For you.' } } }],
  ['links.fr', { links: { fr: 'https://ville.example', en: '' } }],
  ['links.en', { links: { fr: '', en: 'Legal http://ville.example' } }],
] as const)('a wrong %s is named: %j', (field, change) => {
  expect(toChange({ ...draft, ...change })).toEqual({ change: undefined, wrong: new Set([field]) })
})

test('the contrast of a colour is told while it is typed, once it is one', () => {
  expect(lowContrast('#FFD35C', 'light')).toBeLessThan(4.5)
  expect(lowContrast('#1c3faa', 'light')).toBeUndefined()
  expect(lowContrast('#ffd', 'light')).toBeUndefined()
})
