import type { frConsole } from '../../locales/fr-console.ts'
import type { French, MessageKey, Translate } from './catalog.ts'
import { useSay } from './language.ts'
import type { Area } from './language.ts'

type Words = typeof frConsole

/** A sentence of the administration console, or of every page. */
export type ConsoleKey = MessageKey<French & Words>

export const consoleArea: Area<Words> = {
  fr: async () => (await import('../../locales/fr-console.ts')).frConsole,
  en: async () => (await import('../../locales/en-console.ts')).enConsole,
}

/** For components that are shown only after `addArea(consoleArea)` has resolved. */
export function useConsoleTranslate(): Translate<French & Words> {
  return useSay()
}
