import type { fr } from '../../locales/fr.ts'
import { tieSigns } from './tie-signs.ts'

// Keys and placeholders are shaped as in i18next's JSON format v4, flat: `{{name}}`, and plurals by suffix.
/** What the first page loads. Parts that load later bring sentences of their own. */
export type French = typeof fr
type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
type Bare<Key> = Key extends `${infer Base}_${Plural}` ? Base : Key
type TextOf<Source, Key extends string> = Key extends keyof Source
  ? Source[Key]
  : `${Key}_other` extends keyof Source
    ? Source[`${Key}_other`]
    : never
type Placeholders<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never

type CountOf<Source, Key extends string> = `${Key}_other` extends keyof Source ? 'count' : never
type AnyKey<Source> = Bare<keyof Source & string>
type Filled<Source> = {
  readonly [Key in AnyKey<Source>]: Placeholders<TextOf<Source, Key>> | CountOf<Source, Key>
}

/** A sentence that stands by itself. French is the source: what it lacks does not compile. */
export type MessageKey<Source = French> = {
  [Key in AnyKey<Source>]: [Filled<Source>[Key]] extends [never] ? Key : never
}[AnyKey<Source>]

/** A sentence with values in it; its plural suffix is left out. */
export type FilledKey<Source = French> = Exclude<AnyKey<Source>, MessageKey<Source>>

type Values<Source, Key extends FilledKey<Source>> = {
  readonly [Name in Filled<Source>[Key]]: Name extends 'count' ? number : string | number
}

/** A whole language, or a part of it. A missing sentence does not compile; plural forms that French lacks may be added. */
export type Catalog<Source = French> = Readonly<Record<keyof Source, string>> &
  Readonly<Partial<Record<`${AnyKey<Source>}_${Plural}`, string>>>

/** Gives the sentence; a value that it needs and does not get does not compile. */
export interface Translate<Source = French> {
  (key: MessageKey<Source>): string
  <Key extends FilledKey<Source>>(key: Key, values: Values<Source, Key>): string
}

/** What is beneath every `Translate`: which sentences there are, and what they need, is for that type to say. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string

/**
 * The function that gives the sentences of one language, to be broken into lines anywhere. `count` chooses the plural
 * form (CLDR rules).
 */
export function createTranslate(catalog: Catalog, language: string): Say {
  const rules = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(language)
  const texts: Readonly<Record<string, string | undefined>> = catalog
  return (key, values = {}) => {
    const form = typeof values['count'] === 'number' ? rules.select(values['count']) : 'other'
    const text = texts[key] ?? texts[`${key}_${form}`] ?? texts[`${key}_other`] ?? key
    return tieSigns(text).replace(/{{(\w+)}}/g, (_, name: string) => {
      const value = values[name]
      return typeof value === 'number' ? numbers.format(value) : (value ?? '')
    })
  }
}
