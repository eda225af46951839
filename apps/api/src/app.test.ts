import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMeeting } from '@parvis/contract/meetings'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { sendRaw } from '@parvis/testkit/upgrade'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let webRoot: string
let world: World
let watcher: Visitor
let live: string
let slug: string
beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'parvis-page-'))
  await mkdir(join(webRoot, 'assets'))
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><html data-session="maybe"></html>')
  await writeFile(join(webRoot, 'assets', 'app-1a2b3c.js'), 'export {}')
  world = await startTestWorld({ sfu: true, environment: { WEB_ROOT: webRoot } })
  slug = (await (await world.member('Owner')).createMeeting()).slug
  watcher = world.guest()
  live = (await watcher.join(slug, { name: 'Ada' })).live
})
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  await rm(webRoot, { recursive: true, force: true })
})

interface Asked {
  readonly path: string
  readonly init?: RequestInit
  readonly status: number
}

const json = { 'Content-Type': 'application/json' }
const answers: Readonly<Record<string, Asked>> = {
  'the page': { path: '/abc-defg-hij', status: 200 },
  'a file of the page': { path: '/assets/app-1a2b3c.js', status: 200 },
  'a file that is not there': { path: '/assets/none.js', status: 404 },
  'a reply': { path: '/healthz', status: 200 },
  'a readable reply': { path: '/api/v1/docs', status: 200 },
  'an empty reply': {
    path: '/api/v1/meetings/:slug/leave',
    init: { method: 'POST', headers: json, body: '{}' },
    status: 204,
  },
  'a refusal': { path: '/api/v1/me', status: 401 },
  'an unknown address': { path: '/api/v1/nothing', status: 404 },
  'an unknown well-known address': { path: '/.well-known/nothing', status: 404 },
  'a wrong method': { path: '/api/v1/me', init: { method: 'PUT' }, status: 405 },
  'malformed JSON': {
    path: '/api/v1/session',
    init: { method: 'POST', headers: json, body: '{' },
    status: 400,
  },
  'a foreign site': {
    path: '/api/v1/session',
    init: { method: 'DELETE', headers: { Origin: 'https://evil.example' } },
    status: 403,
  },
  'the gate': { path: '/internal/rtc-gate', status: 403 },
  'the gate on the way to the SFU': { path: '/rtc/v1', status: 403 },
}

const securityHeaders = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
  'x-powered-by',
  'server',
]

function securityOf(headers: Headers): Record<string, string | null> {
  return Object.fromEntries(securityHeaders.map((name) => [name, headers.get(name)]))
}

const expectedSecurity = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join(';'),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringMatching(
    /^camera=\(self\), microphone=\(self\), display-capture=\(self\), .*geolocation=\(\)/,
  ),
  'referrer-policy': 'no-referrer',
  'strict-transport-security': null,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-powered-by': null,
  server: null,
}

describe('C05, C29: every kind of answer protects itself and tells nothing of how it was made', () => {
  test.each(Object.entries(answers))('%s', async (_kind, { path, init, status }) => {
    const answer = await world.guest().fetch(path.replace(':slug', slug), init)
    await answer.text()
    expect(answer.status).toBe(status)
    expect(securityOf(answer.headers)).toEqual(expectedSecurity)
  })

  test('a stream of events', async () => {
    const closing = new AbortController()
    const answer = await watcher.fetch(live, { signal: closing.signal })
    closing.abort()
    expect(answer.status).toBe(200)
    expect(securityOf(answer.headers)).toEqual(expectedSecurity)
  })

  test('C04: over HTTPS browsers are told to stay there for two years, subdomains included', async () => {
    await using secure = await startTestWorld({ environment: { PUBLIC_URL: 'https://parvis.example.org' } })
    const { headers } = await secure.guest().fetch('/healthz')
    expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains')
    expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests')
  })
})

test('A59: answers that hold somebody’s state are never kept, files with a hash in their name are kept for good', async () => {
  const cached = async (path: string, init?: RequestInit) =>
    (await world.guest().fetch(path.replace(':slug', slug), init)).headers.get('cache-control')
  expect(await cached('/api/v1/me')).toBe('no-store')
  expect(await cached('/api/v1/session', { method: 'DELETE' })).toBe('no-store')
  expect(await cached('/api/v1/meetings/aaa-aaaa-aaa')).toBe('no-store')
  expect(await cached('/abc-defg-hij')).toBe('no-cache')
  expect(await cached('/assets/app-1a2b3c.js')).toBe('public, max-age=31536000, immutable')
})

test('the page says whether it pays to ask who is signed in', async () => {
  const member = await world.member('Ada')
  expect(await (await world.guest().fetch('/')).text()).toContain('data-session="none"')
  expect(await (await member.fetch('/')).text()).toContain('data-session="maybe"')
})

test('an address of the API that is not there answers with a problem, never with the page', async () => {
  for (const path of [
    '/api',
    '/api/',
    '/api/v1/',
    '/api/v2/me',
    '/api/v1/openapiXjson',
    '/internal/',
    '/api/x.js',
  ]) {
    const answer = await world.guest().fetch(path)
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(await answer.json()).toEqual({
      type: 'urn:parvis:problem:not-found',
      title: 'Not Found',
      status: 404,
      code: 'not-found',
      requestId: answer.headers.get('x-request-id'),
    })
  }
})

test('an address answers other methods by naming those that it has', async () => {
  for (const [path, method, allowed] of [
    ['/api/v1/session', 'GET', 'POST, DELETE'],
    ['/api/v1/meetings', 'DELETE', 'POST, GET'],
    ['/api/v1/meetings/abc-defg-hij/join', 'GET', 'POST'],
    ['/healthz', 'POST', 'GET'],
  ] as const) {
    const answer = await world.guest().fetch(path, { method })
    expect(await answer.json()).toMatchObject({ status: 405, code: 'method-not-allowed' })
    expect(answer.headers.get('allow')).toBe(allowed)
  }
})

describe('a body that cannot be used is refused in its own way', () => {
  const post = async (headers: Record<string, string>, body: string | ArrayBuffer) => {
    const member = await world.member('Ada')
    const answer = await member.fetch(createMeeting.path, { method: 'POST', headers, body })
    return (await answer.json()) as { status: number; code: string; fields?: unknown }
  }

  test('not JSON at all, cut off, not an object, or of another character set', async () => {
    for (const body of ['{', 'null', '"text"', '[]', '1', '\u0000', '{"name":"a"}x', '{"name":undefined}'])
      expect(await post(json, body)).toMatchObject({ status: 400, code: 'invalid-request' })
    expect(await post({ 'Content-Type': 'application/json; charset=latin1' }, '{}')).toMatchObject({
      status: 415,
    })
  })

  test('too large, also when it is packed', async () => {
    expect(await post(json, JSON.stringify({ name: 'x'.repeat(70_000) }))).toMatchObject({
      status: 413,
      code: 'payload-too-large',
    })
    const packed = new Response(
      new Blob([JSON.stringify({ name: ' '.repeat(5_000_000) })])
        .stream()
        .pipeThrough(new CompressionStream('gzip')),
    )
    expect(await post({ ...json, 'Content-Encoding': 'gzip' }, await packed.arrayBuffer())).toMatchObject({
      status: 413,
    })
  })

  test('of another type, or packed in a way that we do not know', async () => {
    expect(await post({ 'Content-Type': 'text/plain' }, '{}')).toMatchObject({
      status: 415,
      code: 'unsupported-media-type',
    })
    expect(await post({ ...json, 'Content-Encoding': 'zstd9' }, '{}')).toMatchObject({ status: 415 })
  })

  test('the field that is wrong is named, and what would fit', async () => {
    expect(await post(json, JSON.stringify({ access: 'secret', owner: 'me' }))).toMatchObject({
      fields: [
        { path: 'body.access', message: expect.stringContaining('"restricted"') },
        { path: 'body.owner', message: 'Unknown field' },
      ],
    })
    expect(await post(json, JSON.stringify({ name: 'x'.repeat(121), access: 'secret' }))).toMatchObject({
      status: 400,
      fields: [{ path: 'body.name' }, { path: 'body.access' }],
    })
  })
})

test('A42, A46: a name of 60 kB is refused at once, and the API goes on answering', async () => {
  const member = await world.member('Ada')
  for (const unit of ['a', '\u0335', '👩‍', ' ']) {
    const name = unit.repeat(Math.floor(60_000 / Buffer.byteLength(unit)))
    expect((await member.call(createMeeting, { body: { name } })).status).toBe(400)
  }
  expect((await member.fetch('/healthz')).status).toBe(200)
})

test('what is not HTTP is answered with 400 and a closed connection', async () => {
  for (const lines of [
    ['\u0016\u0003\u0001\u0002'],
    ['GET  / HTTP/9.9'],
    ['GET / HTTP/1.1', 'Host: x', 'Bad Header: x'],
  ])
    expect((await sendRaw(world.origin, lines)).status).toBe(400)
  const long = await sendRaw(world.origin, ['GET / HTTP/1.1', `Host: x`, `X-Long: ${'x'.repeat(70_000)}`])
  expect(long.status).toBe(431)
})

test('a file that vanishes under the running server is missing, and nothing else', async () => {
  const file = join(webRoot, 'assets', 'old-9z8y7x.js')
  await writeFile(file, 'export {}')
  const restarted = await startTestWorld({ environment: { WEB_ROOT: webRoot } })
  await rm(file)
  expect((await restarted.guest().fetch('/assets/old-9z8y7x.js')).status).toBe(404)
  expect((await restarted.guest().fetch('/healthz')).status).toBe(200)
  await restarted[Symbol.asyncDispose]()
})
