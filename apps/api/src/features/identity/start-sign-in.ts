import type { startSignIn } from '@parvis/contract/identity'
import type { Context } from '../../context.ts'
import { createToken } from '../../platform/cookies.ts'
import type { Handler } from '../../platform/http/serve.ts'
import type { Caller } from '../../platform/http/session.ts'
import type { Assurance } from '../../platform/identity-provider.ts'
import { ProviderUnavailable } from '../../platform/identity-provider.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { callbackAddress, findProvider, refusalAddress } from './addresses.ts'
import { assuranceOf } from './policy.ts'
import { keepPending } from './pending-store.ts'

/** Remembers who goes, and sends the browser to the provider. */
export function goToProvider(
  context: Pick<Context, 'config' | 'database' | 'identityProviders' | 'log'>,
): Handler<typeof startSignIn> {
  return async ({ params, query, caller, browser, request }) => {
    const provider = findProvider(context.identityProviders, params.provider)
    const { settings } = provider
    const { returnTo = '/' } = query
    const silent = query.silent === '1' && settings.silent
    const expected = {
      state: createToken(),
      nonce: createToken(),
      codeVerifier: provider.pkce ? createToken() : undefined,
    }
    try {
      const url = await provider.authorizationUrl({
        ...expected,
        redirectUri: callbackAddress(ownOrigin(request, context.config), settings.name),
        assurance: needed(caller, assuranceOf(settings)),
        silent,
      })
      const deviceHash = browser.deviceHash()
      await keepPending(context.database.pool, {
        ...expected,
        provider: settings.name,
        deviceHash,
        returnTo,
        silent,
      })
      return { location: url.href }
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error
      context.log.warn({ event: 'identity-provider-unavailable', provider: settings.name })
      return { location: silent ? returnTo : refusalAddress('provider-unavailable', settings.name, returnTo) }
    }
  }
}

/** What to ask for: what the organisation of a too weak session asks, else what the provider's settings ask. */
function needed(caller: Caller, usual: Assurance): Assurance {
  if (caller.kind !== 'guest' || !caller.weak) return usual
  const { requiredAcr, requiredAmr } = caller.weak
  return { acr: requiredAcr.length > 0 ? requiredAcr : usual.acr, amr: requiredAmr }
}
