import { expect, test } from 'vitest'
import { enAccount } from '../../locales/en-account.ts'
import { enConsole } from '../../locales/en-console.ts'
import { en } from '../../locales/en.ts'
import { frAccount } from '../../locales/fr-account.ts'
import { frConsole } from '../../locales/fr-console.ts'
import { fr } from '../../locales/fr.ts'
import { createTranslate } from './catalog.ts'
import type { Catalog, Translate } from './catalog.ts'

const source = { ...fr, ...frAccount, ...frConsole }
const catalogs = { fr: source, en: { ...en, ...enAccount, ...enConsole } }

function placeholders(text: string): string[] {
  return [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name ?? '').toSorted()
}

test.each(Object.entries(catalogs))('%s has every sentence, and none is empty', (_, catalog) => {
  expect(Object.keys(catalog).toSorted()).toEqual(Object.keys(source).toSorted())
  expect(Object.entries(catalog).filter(([, text]) => text.trim() === '')).toEqual([])
})

test.each(Object.entries(catalogs))('%s asks for the same values as the French source', (_, catalog) => {
  const valuesOf = (texts: Readonly<Record<string, string>>) =>
    Object.entries(texts).map(([key, text]) => [key, ...placeholders(text)].join(' '))
  expect(valuesOf(catalog).toSorted()).toEqual(valuesOf(source).toSorted())
})

test.each(Object.entries(catalogs))('%s has both plural forms of whatever has one', (_, catalog) => {
  const keys = Object.keys(catalog)
  const basesOf = (form: string) =>
    keys.filter((key) => key.endsWith(form)).map((key) => key.slice(0, -form.length))
  expect(basesOf('_other')).toEqual(basesOf('_one'))
})

test('English never shows a French sentence', () => {
  const english: Readonly<Record<string, string>> = catalogs.en
  const same = Object.entries(source).filter(([key, text]) => english[key] === text)
  expect(same.map(([key]) => key)).toEqual([
    'session.administration',
    'identity.proconnect',
    'device.unnamed',
    'chat.messages',
    'chat.field',
    'organisations.title',
    'audit.title',
    'retention.audit',
  ])
})

test('counts choose the plural form of their language: French says none in the singular', () => {
  const french = createTranslate(fr, 'fr')
  const english = createTranslate(en, 'en')
  expect([0, 1, 2, 1234].map((count) => french('people.count', { count }))).toEqual([
    '0 personne',
    '1 personne',
    '2 personnes',
    '1\u202f234 personnes',
  ])
  expect([0, 1, 2].map((count) => english('people.count', { count }))).toEqual([
    '0 people',
    '1 person',
    '2 people',
  ])
})

test('values that look like placeholders are shown as they are', () => {
  expect(createTranslate(fr, 'fr')('tile.you', { name: '{{name}} $&' })).toBe('{{name}} $& (vous)')
})

test('no line of a French sentence begins with a sign, and what people typed stays as it is', () => {
  const say = createTranslate(source, 'fr')
  const loose = Object.keys(source).filter((key) => / [:;?!»]|« /.test(say(key)))
  expect(loose).toEqual([])
  // Whoever writes a sentence types ordinary spaces: this is not seen, and is forgotten half of the time.
  expect(Object.values(source).filter((text) => /\u00a0[:;?!»]|«\u00a0/.test(text))).toEqual([])
  expect(createTranslate(fr, 'fr')('share.by', { name: 'Ada ? « x »' })).toBe('Écran de Ada ? « x »')
})

test('an unknown sentence and a missing value do not compile', () => {
  const t: Translate = createTranslate(fr, 'fr')
  // @ts-expect-error there is no such sentence
  t('page.nothing')
  // @ts-expect-error the name is missing
  t('tile.you')
  // @ts-expect-error a count is a number
  t('people.count', { count: '3' })
  // @ts-expect-error the console's sentences do not come with the first page
  t('console.overview')
  // @ts-expect-error a part of the page needs all of its sentences
  const part: Catalog<typeof frConsole> = {}
  expect(part).toEqual({})
})
