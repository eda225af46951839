import type { Catalog } from '../platform/i18n/catalog.ts'
import { console } from './en/console.ts'
import type { frConsole } from './fr-console.ts'

export const enConsole: Catalog<typeof frConsole> = { ...console }
