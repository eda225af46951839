import { signInRefusal } from '@parvis/contract/identity'
import type { SignInRefusal } from '@parvis/contract/identity'
import type { FilledKey } from '../../platform/i18n/catalog.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useProviders } from './providers-query.ts'

type Key = Extract<FilledKey, `identity.refused.${string}`>

const texts: Readonly<Record<SignInRefusal, Key>> = {
  'provider-unavailable': 'identity.refused.unavailable',
  cancelled: 'identity.refused.cancelled',
  expired: 'identity.refused.expired',
  refused: 'identity.refused.refused',
  'identity-incomplete': 'identity.refused.incomplete',
  'domain-refused': 'identity.refused.domain',
  'organisation-unknown': 'identity.refused.organisation',
  'account-disabled': 'identity.refused.disabled',
  'stronger-sign-in-needed': 'identity.refused.stronger',
}

interface RefusalNoticeProps {
  /** As they stand in the address of the page: anybody may have written them. */
  readonly refusal: string | null
  readonly provider: string | null
}

/** Why signing in with a provider did not work, in words; nothing when the address says nothing that we know. */
export function RefusalNotice({ refusal, provider }: RefusalNoticeProps) {
  const t = useTranslate()
  const label = useProviders().find(({ name }) => name === provider)?.label
  const known = signInRefusal.safeParse(refusal).data
  if (!known || label === undefined) return null
  const tone = known === 'cancelled' || known === 'stronger-sign-in-needed' ? 'warning' : 'danger'
  return <Notice tone={tone}>{t(texts[known], { provider: label })}</Notice>
}
