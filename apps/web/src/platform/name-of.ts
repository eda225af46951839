import type { By } from '@parvis/contract/live'
import type { Translate } from './i18n/catalog.ts'

/** Who did something, and in whose name: “Ada pour Grace”. */
export function nameOf({ name, for: principal }: By, t: Translate): string {
  return principal === undefined ? name : t('live.actingFor', { name, principal })
}
