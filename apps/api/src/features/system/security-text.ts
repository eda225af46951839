import type { readDisclosurePolicy, readSecurityText } from '@parvis/contract/system'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import type { Config } from '../../platform/config.ts'
import type { StreamHandler } from '../../platform/http/serve.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { renderDisclosurePolicy } from './disclosure-policy.ts'

const dayMs = 24 * 60 * 60 * 1000
const hourSeconds = 60 * 60
const policyPath: (typeof readDisclosurePolicy)['path'] = '/api/v1/security-policy'
const textPath: (typeof readSecurityText)['path'] = '/.well-known/security.txt'

/** security.txt of RFC 9116. It ends some days after `now`, at midnight UTC: as long as it is served, it holds. */
export function writeSecurityText(settings: Config['securityText'], origin: string, now: Date): string {
  const expires = new Date((Math.floor(now.getTime() / dayMs) + settings.validDays) * dayMs)
  return [
    `Contact: ${contactOf(settings, origin)}`,
    `Expires: ${expires.toISOString().replace('.000', '')}`,
    'Preferred-Languages: fr, en',
    `Canonical: ${origin}${textPath}`,
    `Policy: ${settings.policy ?? origin + policyPath}`,
    '',
  ].join('\n')
}

/** Without a setting, the mailbox that every domain should have for this (RFC 2142, 4): it gives away nobody's name. */
function contactOf({ contact }: Config['securityText'], origin: string): string {
  return contact ?? `mailto:security@${new URL(origin).hostname}`
}

export function sendSecurityText({
  config,
}: Pick<Context, 'config'>): StreamHandler<typeof readSecurityText> {
  return async ({ request }, response) => {
    const text = writeSecurityText(config.securityText, ownOrigin(request, config), new Date())
    response.set('Cache-Control', `public, max-age=${hourSeconds}`).type('text/plain').send(text)
  }
}

/** The policy that comes with the software, for who has set none: it names the contact of security.txt. */
export function sendDisclosurePolicy({
  config,
}: Pick<Context, 'config'>): StreamHandler<typeof readDisclosurePolicy> {
  return async ({ request }, response) => {
    if (config.securityText.policy) throw new Problem('not-found')
    const page = renderDisclosurePolicy(contactOf(config.securityText, ownOrigin(request, config)))
    response.set('Cache-Control', `public, max-age=${hourSeconds}`).type('html').send(page)
  }
}
