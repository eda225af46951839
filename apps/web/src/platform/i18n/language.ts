import * as z from 'zod/mini'
import { readBranding } from '../branding.ts'
import { CodeMissing } from '../on-demand.tsx'
import { remember } from '../storage.ts'
import { createStore, useStore } from '../store.ts'
import type { ReadableStore } from '../store.ts'
import { createTranslate } from './catalog.ts'
import type { Catalog, Say, Translate } from './catalog.ts'

export const languages = ['fr', 'en'] as const
export type Language = (typeof languages)[number]

/** Each language in its own words, for the menu. */
export const languageNames: Readonly<Record<Language, string>> = { fr: 'Français', en: 'English' }

const catalogs: Readonly<Record<Language, () => Promise<Catalog>>> = {
  fr: async () => (await import('../../locales/fr.ts')).fr,
  en: async () => (await import('../../locales/en.ts')).en,
}

/** The sentences of a part of the page that loads by itself, in every language. */
export type Area<Source> = Readonly<Record<Language, () => Promise<Catalog<Source>>>>

const areas = new Set<Area<Readonly<Record<string, string>>>>()

const chosen = remember('language', z.enum(languages))

interface Speech {
  readonly language: Language
  readonly say: Say
}

const speech = createStore<Speech | undefined>(undefined)

/** The language to begin with: the chosen one, else the first that the browser asks for and we have, else the installation's. */
export function preferredLanguage(
  wanted: readonly string[] = navigator.languages,
  usual: Language = readBranding().language,
): Language {
  const remembered = chosen.read()
  if (remembered) return remembered
  const tags = wanted.map((tag) => tag.toLowerCase().split('-')[0])
  return (
    languages.find((language) => language === tags.find((tag) => languages.some((known) => known === tag))) ??
    usual
  )
}

/** Loads a language and shows the page in it. Before the first call nothing can be rendered. */
export async function speak(language: Language): Promise<void> {
  const [catalog, ...parts] = await Promise.all([
    catalogs[language](),
    ...[...areas].map((area) => area[language]()),
  ])
  document.documentElement.lang = language
  speech.set({ language, say: createTranslate(Object.assign({}, catalog, ...parts) as Catalog, language) })
}

/** Adds the sentences of an area, from now on in every language that is spoken. */
export async function addArea(area: Area<Readonly<Record<string, string>>>): Promise<void> {
  areas.add(area)
  await speak(spoken.get().language)
}

/** Changes the language and remembers it. Rejects with `CodeMissing` when its words cannot be had. */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language).catch((error: unknown) => {
    throw new CodeMissing(error)
  })
  chosen.write(language)
}

export function useTranslate(): Translate {
  return useSay()
}

/** For the words of an area, which gives it their type. */
export function useSay(): Say {
  return useStore(spoken, toSay)
}

/** The language of the page, for whatever is written to its reader elsewhere; undefined before the first is loaded. */
export function spokenLanguage(): Language | undefined {
  return speech.get()?.language
}

export function useLanguage(): Language {
  return useStore(spoken, toLanguage)
}

const spoken: ReadableStore<Speech> = {
  subscribe: speech.subscribe,
  get() {
    const now = speech.get()
    if (!now) throw new Error('speak() must have resolved before anything is rendered')
    return now
  },
}

function toSay({ say }: Speech): Say {
  return say
}

function toLanguage({ language }: Speech): Language {
  return language
}
