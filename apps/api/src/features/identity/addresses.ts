import type { SignInRefusal } from '@parvis/contract/identity'
import { finishSignIn, finishSignOut } from '@parvis/contract/identity'
import { Problem } from '@parvis/contract/problems'
import { fillPath } from '@parvis/contract/route'
import type { IdentityProvider } from '../../platform/identity-provider.ts'

/** @throws Problem `not-found` when nobody configured it. */
export function findProvider(providers: readonly IdentityProvider[], name: string): IdentityProvider {
  const found = providers.find(({ settings }) => settings.name === name)
  if (!found) throw new Problem('not-found')
  return found
}

/** The exact address that is registered at the provider. */
export function callbackAddress(origin: string, provider: string): string {
  return origin + fillPath(finishSignIn.path, { provider })
}

/** Where the provider sends the browser after signing out, registered there as well. */
export function signedOutAddress(origin: string, provider: string): string {
  return origin + fillPath(finishSignOut.path, { provider })
}

/** The sign-in page, saying in words why nobody was signed in. */
export function refusalAddress(refusal: SignInRefusal, provider: string, returnTo: string): string {
  return `/sign-in?${new URLSearchParams({ refusal, provider, returnTo }).toString()}`
}
