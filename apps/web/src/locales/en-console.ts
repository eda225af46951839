import type { Catalog } from '../platform/i18n/catalog.ts'
import { console } from './en/console.ts'
import { keys } from './en/keys.ts'
import { provisioning } from './en/provisioning.ts'
import { quality } from './en/quality.ts'
import { records } from './en/records.ts'
import type { frConsole } from './fr-console.ts'

export const enConsole: Catalog<typeof frConsole> = {
  ...console,
  ...keys,
  ...provisioning,
  ...quality,
  ...records,
}
