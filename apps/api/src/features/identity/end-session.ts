import type { Context } from '../../context.ts'
import { createToken } from '../../platform/cookies.ts'
import type { EndedSession } from '../../platform/http/session.ts'
import { signedOutAddress } from './addresses.ts'

/** What the ID token is sealed for, between signing in and signing out. */
export const idTokenPurpose = 'id token of a session'

/** Where the browser goes to sign out of the identity provider too, once the session here has ended; null when nowhere. */
export async function endSessionAddress(
  { identityProviders, seal }: Pick<Context, 'identityProviders' | 'seal'>,
  ended: EndedSession,
  origin: string,
): Promise<string | null> {
  const provider = identityProviders.find(({ settings }) => settings.name === ended.provider)
  if (!provider || ended.idToken === null) return null
  const url = await provider.endSessionUrl({
    id_token_hint: seal.open(idTokenPurpose, ended.idToken),
    state: createToken(),
    post_logout_redirect_uri: signedOutAddress(origin, provider.settings.name),
  })
  return url?.href ?? null
}
