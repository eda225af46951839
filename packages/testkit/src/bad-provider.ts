import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Json = Readonly<Record<string, unknown>>

/** How a token is made, so that a test can make it wrong. */
export interface Token {
  readonly header?: Json
  readonly claims?: Json
  /** `other`: a key that the provider does not publish; `secret`: the client's own; `none`: no signature at all. */
  readonly signedBy?: 'published' | 'other' | 'secret' | 'none'
}

/** What the provider does; what is left out it does well. */
export interface Conduct {
  readonly idToken?: Token
  /** As JSON, or as a signed token. */
  readonly userInfo?: { readonly json: Json } | { readonly token: Token }
  /** Answers instead of the real one, by path; `hang` never answers. */
  readonly answers?: Readonly<Record<string, Answer>>
}

export type Answer = 'hang' | { readonly status: number; readonly type: string; readonly body: string }

/** A provider that does whatever a test wants it to do wrong, over real HTTP. It signs with RS256. */
export interface BadProvider extends AsyncDisposable {
  readonly issuer: string
  conduct: Conduct
  /** The paths that were asked for, in order. */
  readonly asked: readonly string[]
  /** What the next ID token says back, as an honest one would. */
  nonce: string
}

const clientId = 'parvis'
export const badProviderClient = { clientId, clientSecret: 'a secret that Parvis shares with a bad provider' }
const subject = 'mallory'

export async function startBadProvider(): Promise<BadProvider> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
  const keys = {
    published: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    other: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  }
  const asked: string[] = []
  const provider: BadProvider = {
    issuer,
    asked,
    conduct: {},
    nonce: '',
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  function sign({ header, claims, signedBy = 'published' }: Token): string {
    const now = Math.floor(Date.now() / 1000)
    const head = { alg: 'RS256', kid: 'published', typ: 'JWT', ...header }
    const body = { iss: issuer, aud: clientId, sub: subject, iat: now, exp: now + 60, ...claims }
    const content = [head, body]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    return `${content}.${toSignature(content, signedBy)}`
  }

  function toSignature(content: string, signedBy: NonNullable<Token['signedBy']>): string {
    if (signedBy === 'none') return ''
    if (signedBy === 'secret')
      return createHmac('sha256', badProviderClient.clientSecret).update(content).digest('base64url')
    return createSign('RSA-SHA256').update(content).sign(keys[signedBy].privateKey, 'base64url')
  }

  const honest: Readonly<Record<string, () => Answer>> = {
    '/.well-known/openid-configuration': () => json(discoveryOf(issuer)),
    '/jwks': () =>
      json({ keys: [{ ...keys.published.publicKey.export({ format: 'jwk' }), kid: 'published' }] }),
    '/token': () => {
      const { idToken = {} } = provider.conduct
      const claims = { nonce: provider.nonce, ...idToken.claims }
      const signed = sign({ ...idToken, claims })
      return json({ access_token: 'an access token', token_type: 'Bearer', expires_in: 60, id_token: signed })
    },
    '/userinfo': () => {
      const { userInfo = { json: {} } } = provider.conduct
      const about = { sub: subject, email: 'mallory@example.org', name: 'Mallory' }
      if ('json' in userInfo) return json({ ...about, ...userInfo.json })
      const claims = { ...about, ...userInfo.token.claims }
      return { status: 200, type: 'application/jwt', body: sign({ ...userInfo.token, claims }) }
    },
  }
  server.on('request', ({ url = '' }, response) => {
    const { pathname } = new URL(url, issuer)
    asked.push(pathname)
    send(response, provider.conduct.answers?.[pathname] ?? honest[pathname]?.() ?? notFound)
  })
  return provider
}

const notFound: Answer = { status: 404, type: 'text/plain', body: '' }

function discoveryOf(issuer: string): Json {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    // NOTE what a provider boasts of does not widen what is accepted.
    id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none', 'PS256'],
  }
}

function json(body: unknown): Answer {
  return { status: 200, type: 'application/json', body: JSON.stringify(body) }
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return
  response.writeHead(answer.status, { 'Content-Type': answer.type, Connection: 'close' }).end(answer.body)
}
