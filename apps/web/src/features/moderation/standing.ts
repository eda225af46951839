import type { PresentParticipant } from '@parvis/contract/live'
import type { Translate } from '../../platform/i18n/catalog.ts'

/** What the server says of how somebody is known; who vouches for them is told to hosts alone. */
export type Known = Pick<PresentParticipant, 'account' | 'vouchers'>

/** How somebody is known, in words of ours: by nobody, by a password of ours, or by an identity provider. */
export function describeStanding({ account, vouchers }: Known, t: Translate): readonly string[] {
  if (!account) return [t('badge.guest')]
  const { provider, elsewhere } = vouchers ?? {}
  if (!provider) return [t(elsewhere ? 'badge.elsewhere' : 'badge.local')]
  return [t('badge.verified', { provider }), ...(elsewhere ? [t('badge.otherOrganisation')] : [])]
}
