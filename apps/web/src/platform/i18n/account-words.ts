import type { frAccount } from '../../locales/fr-account.ts'
import type { French, Translate } from './catalog.ts'
import { useSay } from './language.ts'
import type { Area } from './language.ts'

type Words = typeof frAccount

export const accountArea: Area<Words> = {
  fr: async () => (await import('../../locales/fr-account.ts')).frAccount,
  en: async () => (await import('../../locales/en-account.ts')).enAccount,
}

/** For components that are shown only after `addArea(accountArea)` has resolved. */
export function useAccountTranslate(): Translate<French & Words> {
  return useSay()
}
