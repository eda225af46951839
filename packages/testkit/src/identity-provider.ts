import { generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Provider } from 'oidc-provider'
import type { ClientMetadata, Configuration } from 'oidc-provider'

/** How somebody signs in at the provider: the subject, and what it says about the occasion. */
export interface Login {
  readonly subject: string
  readonly acr?: string
  readonly amr?: readonly string[]
}

export interface IdentityProviderOptions {
  /** Claims of each person, by subject. */
  readonly people: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Where Parvis is, e.g. `http://localhost:8080`. */
  readonly origin: string
  /** The provider's name at Parvis, as in its addresses. */
  readonly name: string
  /** Answer userinfo as a signed JWT, and refuse every authorize parameter that ProConnect does not list. */
  readonly proconnect?: boolean
}

/** A real OpenID Connect provider (oidc-provider) at an address of another site than `localhost`. */
export interface TestIdentityProvider extends AsyncDisposable {
  readonly issuer: string
  readonly client: { readonly clientId: string; readonly clientSecret: string }
  /** Who signs in without being asked; undefined shows the form, as a browser sees it. */
  login: Login | undefined
  /** A token with any claims, signed with the provider's own key; `header` changes what stands before them. */
  sign(claims: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>): string
}

/** What ProConnect takes at its authorize address; anything else is its error Y000400. */
const listedParameters = new Set(
  'client_id redirect_uri response_type scope state nonce claims acr_values prompt login_hint'.split(' '),
)
const keyId = 'of-the-test'
const acrValues = ['eidas1', 'eidas2', 'eidas3']

/** Starts it on a free port. Its one client is Parvis at `origin`. */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<TestIdentityProvider> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
  const client = { clientId: 'parvis', clientSecret: 'a secret of the test provider, shared with Parvis' }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new Provider(issuer, toConfiguration(options, toClient(options, client), privateKey))
  const running: TestIdentityProvider = {
    issuer,
    client,
    login: undefined,
    sign: (claims, header) => signClaims(privateKey, claims, header),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const answer = provider.callback()
  server.on('request', (request, response) => {
    const address = new URL(request.url ?? '/', issuer)
    if (options.proconnect && address.pathname === '/auth' && hasUnlisted(address))
      return void response.writeHead(400).end('Y000400')
    if (!address.pathname.startsWith('/interaction/')) return void answer(request, response)
    interact({ provider, request, response }, running.login).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  return running
}

function signClaims(
  key: KeyObject,
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): string {
  const signed = [{ alg: 'RS256', kid: keyId, typ: 'logout+jwt', ...header }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}

function hasUnlisted({ searchParams }: URL): boolean {
  return [...searchParams.keys()].some((name) => !listedParameters.has(name))
}

function toClient(
  { origin, name, proconnect = false }: IdentityProviderOptions,
  { clientId, clientSecret }: TestIdentityProvider['client'],
): ClientMetadata {
  const base = `${origin}/api/v1/identity/${name}`
  return {
    client_id: clientId,
    client_secret: clientSecret,
    token_endpoint_auth_method: 'client_secret_post',
    redirect_uris: [`${base}/callback`],
    post_logout_redirect_uris: [`${base}/signed-out`],
    backchannel_logout_uri: `${base}/logout`,
    backchannel_logout_session_required: true,
    ...(proconnect && { userinfo_signed_response_alg: 'RS256' }),
  }
}

function toConfiguration(
  { people, proconnect }: IdentityProviderOptions,
  client: ClientMetadata,
  privateKey: KeyObject,
): Configuration {
  const key = { ...privateKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' }
  return {
    clients: [client],
    jwks: { keys: [key] },
    cookies: { keys: ['a key of the test provider'] },
    acrValues,
    pkce: { required: () => !proconnect },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      jwtUserinfo: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: askToLeave },
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    claims: {
      openid: ['sub'],
      acr: null,
      amr: null,
      email: ['email', 'email_verified'],
      profile: ['name', 'given_name', 'family_name'],
      // ProConnect has a scope for each.
      ...Object.fromEntries(['given_name', 'usual_name', 'siret', 'idp_id'].map((name) => [name, [name]])),
    },
    ttl: { AccessToken: 60, AuthorizationCode: 30, IdToken: 60, Grant: 600, Interaction: 600, Session: 600 },
    findAccount: (_context, subject) =>
      people[subject] && {
        accountId: subject,
        claims: () => Promise.resolve({ sub: subject, ...people[subject] }),
      },
    fetch: fetchHere,
    // Nobody is asked whether Parvis may know them.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope([...(oidc.requestParamScopes ?? [])].join(' '))
      grant.addOIDCClaims(['acr', 'amr'])
      await grant.save()
      return grant
    },
  }
}

// The provider's own dispatcher refuses addresses of this machine, where Parvis is told of logouts.
const fetchHere: NonNullable<Configuration['fetch']> = (input, init) => {
  const plain = { ...init }
  delete plain.dispatcher
  return fetch(input, plain)
}

// The provider's own page asks again; here the button is all that is needed.
const askToLeave: NonNullable<
  NonNullable<NonNullable<Configuration['features']>['rpInitiatedLogout']>['logoutSource']
> = (context, form) => {
  context.body = page(`${form}<button form="op.logoutForm" name="logout" value="yes">Leave</button>`)
}

interface Visit {
  readonly provider: Provider
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** Shows the form, or takes what was typed into it. */
async function interact({ provider, request, response }: Visit, login: Login | undefined): Promise<void> {
  if (!login && request.method === 'GET') {
    const form =
      '<form method="post"><label>Subject <input name="subject"></label><button>Continue</button></form>'
    return void response.writeHead(200, { 'Content-Type': 'text/html' }).end(page(form))
  }
  const typed = new URLSearchParams(await text(request)).get('subject') ?? ''
  const { subject, acr, amr } = login ?? { subject: typed }
  await provider.interactionFinished(
    request,
    response,
    { login: { accountId: subject, ...(acr && { acr }), ...(amr && { amr: [...amr] }) } },
    { mergeWithLastSubmission: false },
  )
}

function page(body: string): string {
  return `<!doctype html><html lang="en"><title>Test provider</title><body>${body}`
}
