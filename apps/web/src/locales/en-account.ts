import type { Catalog } from '../platform/i18n/catalog.ts'
import { account } from './en/account.ts'
import type { frAccount } from './fr-account.ts'

export const enAccount: Catalog<typeof frAccount> = { ...account }
