import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSmtpSink } from '@parvis/testkit/smtp-sink'
import type { SmtpSink } from '@parvis/testkit/smtp-sink'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { administrator } from '@parvis/testkit/world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
let sink: SmtpSink
let webRoot: string
beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'parvis-page-'))
  await writeFile(join(webRoot, 'index.html'), '<!doctype html>')
  sink = await startSmtpSink()
  const environment = { ...sink.environment, PUBLIC_URL: 'https://visio.example.org' }
  world = await startTestWorld({ sfu: true, environment: { ...environment, WEB_ROOT: webRoot } })
})
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  await sink?.[Symbol.asyncDispose]()
  await rm(webRoot, { recursive: true, force: true })
})

interface Sent {
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Sends a path and a host that no browser would, as they are. */
function send({ method = 'GET', path, headers, body }: Sent) {
  return new Promise<{ headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const sent = request(world.origin, { method, path, headers: { ...headers } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ headers: response.headers, text }))
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const hosts = [
  '//evil.example',
  '/\\evil.example',
  '/%5Cevil.example',
  '/%2f%2fevil.example',
  'https://evil.example',
]
const ends = ['', '/', '/..', '/%2e%2e', '/%2e%2e%2f', '/assets', '//assets', '/?returnTo=//evil.example']

test.each(hosts)('A52: an address that begins with %s sends nobody anywhere', async (host) => {
  const answers = await Promise.all(ends.map((end) => send({ path: host + end })))
  expect(answers.map(({ headers }) => headers.location)).toEqual(ends.map(() => undefined))
  expect(answers.filter(({ text }) => text.includes('evil.example'))).toEqual([])
})

const forged: Readonly<Record<string, string>> = {
  Host: 'evil.example',
  'X-Forwarded-Host': 'evil.example',
  'X-Forwarded-Proto': 'javascript',
  'X-Original-Host': 'evil.example',
  Forwarded: 'host=evil.example',
  'Content-Type': 'application/json',
}

async function sendForged(visitor: Visitor, path: string, body: unknown): Promise<string> {
  const headers = { ...forged, Cookie: visitor.cookieHeader() }
  return (await send({ method: 'POST', path, headers, body })).text
}

test('A52: a forged host gets into no link that people are given, and into no mail', async () => {
  const owner = await world.member('Owner')
  const made = JSON.parse(await sendForged(owner, '/api/v1/meetings', {})) as { slug: string; url: string }
  expect(made.url).toBe(`https://visio.example.org/${made.slug}`)
  const joined = await sendForged(owner, `/api/v1/meetings/${made.slug}/join`, {})
  expect(JSON.parse(joined)).toMatchObject({ sfuUrl: 'wss://visio.example.org' })
  const feed = JSON.parse(await sendForged(owner, '/api/v1/calendar/feed', {})) as { url: string }
  expect(feed.url).toMatch(/^https:\/\/visio\.example\.org\/api\/v1\/calendar\//)
  await sendForged(world.guest(), '/api/v1/password-resets', { email: administrator.email })
  const { raw, text } = await sink.takeMail(administrator.email)
  expect(text).toContain('https://visio.example.org/mot-de-passe#')
  expect(raw).not.toContain('evil')
})

test.each([
  '/',
  '/abc-defg-hij',
  '/api/v1/docs',
  '/scim/v2/Users',
  '/internal/rtc-gate',
  '/rtc/v1',
  '/api/v1/none',
])('A55: no other site reads %s, in which nothing frames it either', async (path) => {
  const headers = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'GET' }
  const { headers: told } = await send({ path, headers })
  expect(Object.keys(told).filter((name) => name.startsWith('access-control-'))).toEqual([])
  expect(told['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(told['x-frame-options']).toBe('DENY')
})
