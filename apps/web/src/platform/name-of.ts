import type { By } from '@parvis/contract/live'
import type { Translate } from './i18n/catalog.ts'

/** Who did something, and in whose name, “Ada pour Grace”, or that nobody vouches for it, “Ada (invité·e)”. */
export function nameOf({ name, for: principal, guest }: By, t: Translate): string {
  if (guest) return t('live.guest', { name })
  return principal === undefined ? name : t('live.actingFor', { name, principal })
}
