import type { Request } from 'express'

const languages = ['fr', 'en'] as const

/** A language in which we write mails. */
export type Language = (typeof languages)[number]

/** The language of a request: the page says in `Accept-Language` which one it is shown in. */
export function languageOf(request: Request): Language {
  return toLanguage(request.acceptsLanguages([...languages]))
}

/** French, unless it is another one that we have. */
export function toLanguage(tag: unknown): Language {
  return languages.find((language) => language === tag) ?? 'fr'
}
