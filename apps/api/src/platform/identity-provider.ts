import { createHash } from 'node:crypto'
import type { ProviderFailure } from '@parvis/contract/connections'
import * as openid from 'openid-client'
import { boundedFetch } from './bounded-fetch.ts'
import type { IdentitySettings } from './identity-settings.ts'
import { createLogoutVerifier, LogoutRefused } from './logout-token.ts'
import type { LogoutOrder } from './logout-token.ts'

const timeoutSeconds = 5
const discoveryLastsMs = 60 * 60 * 1000
// While a provider is away, people are told at once instead of waiting for the time-out each.
const restAfterFailureMs = 10_000

/** The provider does not answer, or what answers is no provider. Trying again may help. */
export class ProviderUnavailable extends Error {
  constructor(cause?: unknown) {
    super('the identity provider cannot be used', { cause })
    this.name = 'ProviderUnavailable'
  }
}

/** The provider, or whoever sent the browser, said something that does not hold. `reason` is a code without any secret. */
export class SignInRefused extends Error {
  readonly reason: string
  constructor(reason: string, cause?: unknown) {
    super(`sign-in refused: ${reason}`, { cause })
    this.name = 'SignInRefused'
    this.reason = reason
  }
}

/** What must come back as it was sent. */
export interface Expectation {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string | undefined
}

/** How well somebody must have proved who they are: one of `acr`, all of `amr`; empty lists ask for nothing. */
export interface Assurance {
  readonly acr: readonly string[]
  readonly amr: readonly string[]
}

/** One of the accepted `acr`, and all of the `amr`; what is not asked for is met. */
export function meets(
  required: Assurance,
  { acr, amr }: { readonly acr: string | undefined; readonly amr: readonly string[] },
): boolean {
  const known = required.acr.length === 0 || (acr !== undefined && required.acr.includes(acr))
  return known && required.amr.every((method) => amr.includes(method))
}

export interface AuthorizationRequest extends Expectation {
  readonly redirectUri: string
  readonly assurance: Assurance
  /** Ask nothing of the person: `prompt=none`. */
  readonly silent: boolean
}

/** Who signed in, as the provider says, verified. */
export interface Assertion {
  /** The claims of the ID token and of the userinfo endpoint. */
  readonly claims: Readonly<Record<string, unknown>>
  readonly idToken: string
}

/** What was found when the provider was last asked where its addresses are. */
export interface ProviderHealth {
  readonly checkedAt: Date
  readonly failure: ProviderFailure | undefined
}

/** The door to one identity provider (OpenID Connect Core 1.0, authorization code flow). */
export interface IdentityProvider {
  readonly settings: IdentitySettings
  /** Whether PKCE is used: ProConnect refuses parameters that it does not list. */
  readonly pkce: boolean
  /** Where the browser goes to sign in. @throws ProviderUnavailable */
  authorizationUrl(request: AuthorizationRequest): Promise<URL>
  /** Redeems the code in the address that the browser came back to. @throws ProviderUnavailable, SignInRefused */
  redeem(callback: URL, expected: Expectation): Promise<Assertion>
  /** What a logout token of this provider orders. @throws ProviderUnavailable, LogoutRefused */
  readLogout(token: string): Promise<LogoutOrder>
  /** Asks whether it answers, unless that was done within seconds. Never throws. */
  readonly check: () => Promise<ProviderHealth>
  /** Where the browser goes to sign out there (RP-Initiated Logout 1.0); undefined when the provider has no such place or is away. */
  endSessionUrl(parameters: Readonly<Record<string, string>>): Promise<URL | undefined>
}

/** What the operator calls the provider of a session; its name when it is configured no more. */
export function labelOf(providers: readonly IdentityProvider[], name: string | null): string | undefined {
  return providers.find(({ settings }) => settings.name === name)?.settings.label ?? name ?? undefined
}

/** `embedded` allows issuers over http. */
export function createIdentityProvider(settings: IdentitySettings, embedded: boolean): IdentityProvider {
  const { discover, check } = createDiscovery(settings, embedded)
  const pkce = settings.profile === 'generic'
  const verifyLogout = createLogoutVerifier()
  return {
    settings,
    pkce,
    check,
    async authorizationUrl(request) {
      return openid.buildAuthorizationUrl(await discover(), toParameters(settings, request))
    },
    async redeem(callback, expected) {
      const provider = await discover()
      try {
        return await redeemCode(provider, callback, expected)
      } catch (error) {
        throw toFailure(error)
      }
    },
    async readLogout(token) {
      const { issuer, jwks_uri: jwksUri = '' } = (await discover()).serverMetadata()
      if (!embedded && !jwksUri.startsWith('https:')) throw new ProviderUnavailable()
      const { clientId, signingAlgorithm: algorithm } = settings
      try {
        return await verifyLogout(token, { issuer, clientId, algorithm, jwksUri })
      } catch (error) {
        throw error instanceof LogoutRefused ? error : new ProviderUnavailable(error)
      }
    },
    async endSessionUrl(parameters) {
      try {
        const url = openid.buildEndSessionUrl(await discover(), parameters)
        if (settings.profile === 'proconnect') url.searchParams.delete('client_id')
        return url
      } catch {
        // Signing out here has happened; there it is not possible.
        return undefined
      }
    },
  }
}

interface Discovery extends Pick<IdentityProvider, 'check'> {
  readonly discover: () => Promise<openid.Configuration>
}

/** Finds the provider's addresses once an hour; keeps those that it knows when it cannot. */
function createDiscovery(settings: IdentitySettings, embedded: boolean): Discovery {
  let known: openid.Configuration | undefined
  let failure: ProviderFailure | undefined
  let triedAt = -Infinity
  let running: Promise<openid.Configuration> | undefined

  async function ask(): Promise<openid.Configuration> {
    try {
      const found = await openid.discovery(
        new URL(settings.issuer),
        settings.clientId,
        toClientMetadata(settings),
        authenticateClient(settings.clientSecret),
        {
          timeout: timeoutSeconds,
          [openid.customFetch]: boundedFetch,
          execute: [openid.enableNonRepudiationChecks, ...(embedded ? [openid.allowInsecureRequests] : [])],
        },
      )
      // NOTE addresses that cannot be used are found now, not when somebody was sent away already.
      openid.buildAuthorizationUrl(found, {})
      known = found
      failure = undefined
      return found
    } catch (error) {
      failure = toProviderFailure(error)
      if (known) return known
      throw new ProviderUnavailable(error)
    } finally {
      triedAt = Date.now()
      running = undefined
    }
  }

  async function discover(): Promise<openid.Configuration> {
    const age = Date.now() - triedAt
    if (known && age < discoveryLastsMs) return known
    if (!known && age < restAfterFailureMs) throw new ProviderUnavailable()
    return (running ??= ask())
  }

  async function check(): Promise<ProviderHealth> {
    if (Date.now() - triedAt >= restAfterFailureMs) await Promise.allSettled([(running ??= ask())])
    return { checkedAt: new Date(triedAt), failure }
  }

  return { discover, check }
}

function toProviderFailure(error: unknown): ProviderFailure {
  if (error instanceof openid.ClientError && error.code === 'OAUTH_TIMEOUT') return 'too-slow'
  // `fetch` tells a cut or refused connection with a TypeError.
  return error instanceof TypeError && error.message === 'fetch failed' ? 'unreachable' : 'not-a-provider'
}

function toClientMetadata({ profile, signingAlgorithm }: IdentitySettings): Partial<openid.ClientMetadata> {
  return {
    id_token_signed_response_alg: signingAlgorithm,
    ...(profile === 'proconnect' && { userinfo_signed_response_alg: signingAlgorithm }),
  }
}

/** In the body where the provider says that it reads it there, else in the header (OpenID Connect Core 1.0, 9). */
function authenticateClient(secret: string): openid.ClientAuth {
  const [post, basic] = [openid.ClientSecretPost(secret), openid.ClientSecretBasic(secret)]
  return (server, ...rest) => {
    const inBody = server.token_endpoint_auth_methods_supported?.includes('client_secret_post')
    return (inBody ? post : basic)(server, ...rest)
  }
}

function toParameters(
  { profile, scopes }: IdentitySettings,
  { redirectUri, state, nonce, codeVerifier, assurance, silent }: AuthorizationRequest,
): Record<string, string> {
  const proconnect = profile === 'proconnect'
  const usual = proconnect ? ['given_name', 'usual_name', 'email', 'siret', 'idp_id'] : ['profile', 'email']
  return {
    redirect_uri: redirectUri,
    scope: [...new Set(['openid', ...(scopes ?? usual)])].join(' '),
    state,
    nonce,
    ...(codeVerifier && { code_challenge: toChallenge(codeVerifier), code_challenge_method: 'S256' }),
    ...(silent && { prompt: 'none' }),
    ...(proconnect ? toClaims(assurance) : toUsualRequest(assurance)),
  }
}

/** ProConnect tells `acr` and `amr` only to whom they are essential. */
function toClaims({ acr }: Assurance): Record<string, string> {
  const values = acr.length > 0 ? { values: acr } : {}
  return {
    claims: JSON.stringify({ id_token: { acr: { essential: true, ...values }, amr: { essential: true } } }),
  }
}

/** The others are asked when something is needed (OpenID Connect Core 1.0, 3.1.2.1 and 5.5). */
function toUsualRequest({ acr, amr }: Assurance): Record<string, string> {
  return {
    ...(acr.length > 0 && { acr_values: acr.join(' ') }),
    ...(amr.length > 0 && { claims: JSON.stringify({ id_token: { amr: { essential: true } } }) }),
  }
}

// RFC 7636, 4.2.
function toChallenge(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier).digest('base64url')
}

async function redeemCode(
  provider: openid.Configuration,
  callback: URL,
  { state, nonce, codeVerifier }: Expectation,
): Promise<Assertion> {
  const tokens = await openid.authorizationCodeGrant(provider, callback, {
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
    ...(codeVerifier && { pkceCodeVerifier: codeVerifier }),
  })
  const claims = tokens.claims()
  if (!claims || !tokens.id_token) throw new SignInRefused('no-id-token')
  const hasUserInfo = provider.serverMetadata().userinfo_endpoint !== undefined
  const more = hasUserInfo ? await openid.fetchUserInfo(provider, tokens.access_token, claims.sub) : {}
  // NOTE how somebody signed in is told by the ID token alone: userinfo knows the person, not the occasion.
  const { acr, amr, sid } = claims
  return { claims: { ...claims, ...more, acr, amr, sid }, idToken: tokens.id_token }
}

const unavailable =
  /^(?:OAUTH_TIMEOUT|OAUTH_ABORT|OAUTH_RESPONSE_IS_NOT_JSON|OAUTH_RESPONSE_IS_NOT_CONFORM|OAUTH_PARSE_ERROR)$/

function toFailure(error: unknown): Error {
  if (error instanceof openid.AuthorizationResponseError || error instanceof openid.ResponseBodyError) {
    const { error: code } = error
    if (code === 'server_error' || code === 'temporarily_unavailable') return new ProviderUnavailable(error)
    return new SignInRefused(/^[a-z_]{1,40}$/.test(code) ? code : 'error', error)
  }
  if (error instanceof openid.ClientError) {
    const { code = 'error' } = error
    return unavailable.test(code) ? new ProviderUnavailable(error) : new SignInRefused(code, error)
  }
  // `fetch` tells a cut or refused connection with a TypeError.
  if (error instanceof TypeError) return new ProviderUnavailable(error)
  return error instanceof Error ? error : new Error('sign-in failed', { cause: error })
}
