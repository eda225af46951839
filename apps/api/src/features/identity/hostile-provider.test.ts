import { getMe } from '@parvis/contract/session'
import { badProviderClient, startBadProvider } from '@parvis/testkit/bad-provider'
import type { Answer, BadProvider, Conduct, Token } from '@parvis/testkit/bad-provider'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { createVisitor } from '@parvis/testkit/visitor'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

let bad: BadProvider
let world: World
let providers: string
beforeAll(async () => {
  bad = await startBadProvider()
  const settings = { ...badProviderClient, issuer: bad.issuer, organisation: 'Parvis' }
  providers = JSON.stringify([
    { name: 'bad', label: 'Bad', ...settings },
    { name: 'badpro', label: 'Bad ProConnect', profile: 'proconnect', ...settings },
  ])
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off', IDENTITY_PROVIDERS: providers } })
})
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  await bad?.[Symbol.asyncDispose]()
})
beforeEach(() => {
  bad.conduct = {}
})

const page = (body: string): Answer => ({ status: 200, type: 'text/html', body })
const json = (body: unknown, status = 200): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
})

/** Goes to the provider and comes back as the browser would: where it ends, and whether somebody is signed in. */
async function signIn(
  visitor: Visitor,
  provider: 'bad' | 'badpro',
  callback: Readonly<Record<string, string>> = {},
): Promise<{ refusal: string | null; path: string; status: number }> {
  const start = await visitor.fetch(`/api/v1/identity/${provider}/start`)
  const away = new URL(start.headers.get('location') ?? '', world.origin)
  if (away.origin === world.origin) return arrive(visitor, away)
  bad.nonce = away.searchParams.get('nonce') ?? ''
  const search = new URLSearchParams({ code: 'c', state: away.searchParams.get('state') ?? '', ...callback })
  const back = await visitor.fetch(`/api/v1/identity/${provider}/callback?${search.toString()}`)
  return arrive(visitor, new URL(back.headers.get('location') ?? '', world.origin))
}

async function arrive(visitor: Visitor, { pathname, searchParams }: URL) {
  const { status } = await visitor.call(getMe, {})
  return { refusal: searchParams.get('refusal'), path: pathname, status }
}

const signedIn = { refusal: null, path: '/', status: 200 }
const refused = { refusal: 'refused', path: '/sign-in', status: 401 }
const unavailable = { refusal: 'provider-unavailable', path: '/sign-in', status: 401 }

test('a provider that does all as it should signs people in: the cases below differ from it in one thing each', async () => {
  expect(await signIn(world.guest(), 'bad')).toEqual(signedIn)
  bad.conduct = { userInfo: { token: {} } }
  expect(await signIn(world.guest(), 'badpro')).toEqual(signedIn)
})

const past = Math.floor(Date.now() / 1000) - 3600
const forgeries: readonly (readonly [string, Token])[] = [
  ['of another issuer', { claims: { iss: 'https://elsewhere.example' } }],
  ['for another client', { claims: { aud: 'another-client' } }],
  ['for several clients, without saying which', { claims: { aud: ['parvis', 'x'], azp: 'x' } }],
  ['that has expired', { claims: { iat: past, exp: past + 60 } }],
  ['of the future', { claims: { nbf: Math.floor(Date.now() / 1000) + 3600 } }],
  ['with the nonce of another sign-in', { claims: { nonce: 'n'.repeat(43) } }],
  ['without a nonce', { claims: { nonce: undefined } }],
  ['without a subject', { claims: { sub: undefined } }],
  ['without an end', { claims: { exp: undefined } }],
  ['signed with a key that is not published', { signedBy: 'other' }],
  ['with an unknown key id', { header: { kid: 'unknown' }, signedBy: 'other' }],
  ['that brings its own key', { header: { jwk: { kty: 'oct', k: 'eA' } }, signedBy: 'other' }],
  ['without a signature', { header: { alg: 'none' }, signedBy: 'none' }],
  ['whose signature was cut off', { signedBy: 'none' }],
  ['signed with the secret that we share', { header: { alg: 'HS256' }, signedBy: 'secret' }],
  ['of an algorithm that was not agreed', { header: { alg: 'PS256' } }],
]

describe('C08: an ID token opens nothing', () => {
  test.each(forgeries)('%s', async (_, idToken) => {
    bad.conduct = { idToken }
    expect(await signIn(world.guest(), 'bad')).toEqual(refused)
  })
})

describe('C08: what ProConnect says about a person counts signed only', () => {
  const lies: readonly (readonly [string, NonNullable<Conduct['userInfo']>])[] = [
    ['not when it is plain JSON', { json: {} }],
    ['not when it is unsigned', { token: { header: { alg: 'none' }, signedBy: 'none' } }],
    ['not when another key signed it', { token: { signedBy: 'other' } }],
    ['not when our secret signed it', { token: { header: { alg: 'HS256' }, signedBy: 'secret' } }],
    ['not when it is for another client', { token: { claims: { aud: 'another-client' } } }],
    ['not when it is of another issuer', { token: { claims: { iss: 'https://elsewhere.example' } } }],
    ['not when it is about somebody else', { token: { claims: { sub: 'victim' } } }],
  ]
  test.each(lies)('%s', async (_, userInfo) => {
    bad.conduct = { userInfo }
    expect(await signIn(world.guest(), 'badpro')).toEqual(refused)
  })
})

test('C11: userinfo about somebody else is refused by every profile', async () => {
  bad.conduct = { userInfo: { json: { sub: 'victim' } } }
  expect(await signIn(world.guest(), 'bad')).toEqual(refused)
})

test('C08: a code that has expired or was used signs nobody in', async () => {
  bad.conduct = { answers: { '/token': json({ error: 'invalid_grant' }, 400) } }
  expect(await signIn(world.guest(), 'bad')).toEqual(refused)
})

test('C08: an answer that names another issuer is a mix-up (RFC 9207)', async () => {
  expect(await signIn(world.guest(), 'bad', { iss: 'https://elsewhere.example' })).toEqual(refused)
})

test('a person who declines at the provider is told so, and no text of the provider is repeated', async () => {
  const error = { error: 'access_denied', error_description: 'Call 0800 123 456' }
  expect(await signIn(world.guest(), 'bad', error)).toMatchObject({ refusal: 'cancelled', status: 401 })
})

describe('F31: a provider that answers garbage is told to be unavailable, and ends nobody’s session', () => {
  const garbage: readonly (readonly [string, string, Answer])[] = [
    ['no JSON for tokens', '/token', page('<h1>Oops</h1>')],
    ['an error for tokens', '/token', { status: 502, type: 'text/html', body: 'Bad gateway' }],
    ['no JSON about the person', '/userinfo', page('{')],
    ['an endless answer', '/userinfo', json({ sub: 'x'.repeat(2_000_000) })],
  ]
  test.each(garbage)('%s', async (_, path, answer) => {
    const before = world.guest()
    expect(await signIn(before, 'bad')).toEqual(signedIn)
    bad.conduct = { answers: { [path]: answer } }
    expect(await signIn(world.guest(), 'bad')).toEqual(unavailable)
    expect((await before.call(getMe, {})).status).toBe(200)
  })
})

describe('C31, F30, F31: from the start', () => {
  const document = { issuer: '', authorization_endpoint: 'javascript:alert(1)' }
  const discoveries: readonly (readonly [string, string, Answer])[] = [
    ['that answers with a page', '/.well-known/openid-configuration', page('<h1>Maintenance</h1>')],
    ['that is broken', '/.well-known/openid-configuration', { status: 500, type: 'text/plain', body: '' }],
    [
      'that is somebody else',
      '/.well-known/openid-configuration',
      json({ ...document, issuer: 'https://x.example' }),
    ],
    ['whose keys are garbage', '/jwks', page('keys')],
    ['that never answers', '/.well-known/openid-configuration', 'hang'],
  ]
  test.each(discoveries)(
    'a provider %s keeps nobody else out, nor the API from starting',
    async (_, path, answer) => {
      bad.conduct = { answers: { [path]: answer } }
      await using api = await world.startApi({ RATE_LIMITS: 'off', IDENTITY_PROVIDERS: providers })
      const visitor = createVisitor(`http://localhost:${api.port}`)
      expect((await visitor.fetch('/healthz')).status).toBe(200)
      const result = await signIn(visitor, 'bad')
      expect({ path: result.path, status: result.status }).toEqual({ path: '/sign-in', status: 401 })
      // The next person is told at once: nobody looks for the provider's addresses again meanwhile.
      const before = bad.asked.length
      await signIn(createVisitor(`http://localhost:${api.port}`), 'bad')
      expect(bad.asked.slice(before)).not.toContain('/.well-known/openid-configuration')
    },
  )
})
