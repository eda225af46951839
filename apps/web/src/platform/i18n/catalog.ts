import type { fr } from '../../locales/fr.ts'

// Keys and placeholders are shaped as in i18next's JSON format v4, flat: `{{name}}`, and plurals by suffix.
type French = typeof fr
type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
type Bare<Key> = Key extends `${infer Base}_${Plural}` ? Base : Key
type TextOf<Key extends string> = Key extends keyof French
  ? French[Key]
  : `${Key}_other` extends keyof French
    ? French[`${Key}_other`]
    : never
type Placeholders<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never

type CountOf<Key extends string> = `${Key}_other` extends keyof French ? 'count' : never
type AnyKey = Bare<keyof French>
type Filled = { readonly [Key in AnyKey]: Placeholders<TextOf<Key>> | CountOf<Key> }

/** A sentence that stands by itself. French is the source: what it lacks does not compile. */
export type MessageKey = { [Key in AnyKey]: [Filled[Key]] extends [never] ? Key : never }[AnyKey]

/** A sentence with values in it; its plural suffix is left out. */
export type FilledKey = Exclude<AnyKey, MessageKey>

type Values<Key extends FilledKey> = {
  readonly [Name in Filled[Key]]: Name extends 'count' ? number : string | number
}

/** A whole language. A missing sentence does not compile; plural forms that French lacks may be added. */
export type Catalog = Readonly<Record<keyof French, string>> &
  Readonly<Partial<Record<`${AnyKey}_${Plural}`, string>>>

/** Gives the sentence; a value that it needs and does not get does not compile. */
export interface Translate {
  (key: MessageKey): string
  <Key extends FilledKey>(key: Key, values: Values<Key>): string
}

/** The function that gives the sentences of one language. `count` chooses the plural form (CLDR rules). */
export function createTranslate(catalog: Catalog, language: string): Translate {
  const rules = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(language)
  const texts: Readonly<Record<string, string | undefined>> = catalog
  return (key: string, values: Readonly<Record<string, string | number>> = {}) => {
    const form = typeof values['count'] === 'number' ? rules.select(values['count']) : 'other'
    const text = texts[key] ?? texts[`${key}_${form}`] ?? texts[`${key}_other`] ?? key
    return text.replace(/{{(\w+)}}/g, (_, name: string) => {
      const value = values[name]
      return typeof value === 'number' ? numbers.format(value) : (value ?? '')
    })
  }
}
