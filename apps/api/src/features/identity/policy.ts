import type { SignInRefusal } from '@parvis/contract/identity'
import { meets } from '../../platform/identity-provider.ts'
import type { Assurance } from '../../platform/identity-provider.ts'
import type { IdentitySettings } from '../../platform/identity-settings.ts'
import type { Person } from './person.ts'

/** The part of an address that says whose people it belongs to, in lower case. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}

/** What a provider asks of everybody who comes through it. */
export function assuranceOf({
  minimumAcr = [],
  requiredAmr = [],
}: Pick<IdentitySettings, 'minimumAcr' | 'requiredAmr'>): Assurance {
  return { acr: minimumAcr, amr: requiredAmr }
}

/** Whether the provider may vouch for this person at all, and did so well enough; undefined when nothing is against it. */
export function findRefusal(settings: IdentitySettings, person: Person): SignInRefusal | undefined {
  const { emailDomains } = settings
  if (emailDomains && !emailDomains.includes(domainOf(person.email))) return 'domain-refused'
  return meets(assuranceOf(settings), person) ? undefined : 'stronger-sign-in-needed'
}

/**
 * Whether somebody's address is theirs beyond doubt: the provider checks addresses, and is the one for this domain.
 * Any other provider may say the address of anybody (security.md, C11).
 */
export function provesAddress(
  { profile, emailDomains }: Pick<IdentitySettings, 'profile' | 'emailDomains'>,
  { email, emailChecked }: Person,
): boolean {
  const isForDomain = emailDomains?.includes(domainOf(email)) ?? profile === 'proconnect'
  return emailChecked && isForDomain
}

/** By what an organisation is found for somebody new: only ProConnect is believed about establishments. */
export function organisationKeys(
  { profile, organisation }: Pick<IdentitySettings, 'profile' | 'organisation'>,
  person: Person,
): { readonly siret?: string; readonly domain?: string; readonly fallback?: string } {
  return {
    ...(profile === 'proconnect' && person.siret !== undefined && { siret: person.siret }),
    ...(person.emailChecked && { domain: domainOf(person.email) }),
    ...(organisation !== undefined && { fallback: organisation }),
  }
}
