import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { branding, getBranding, removeLogo, setLogo, updateBranding } from '@parvis/contract/branding'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dressDocument } from './brand-document.ts'

const html =
  '<!doctype html><html data-session="maybe"><head><title>Parvis</title></head><body></body></html>'
const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(40)])
const webp = Buffer.from('RIFF\0\0\0\0WEBPVP8 ')

let world: World
let chief: Visitor
let webRoot: string
beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'parvis-page-'))
  await writeFile(join(webRoot, 'index.html'), html)
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off', WEB_ROOT: webRoot } })
  chief = await world.administrator()
})
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  await rm(webRoot, { recursive: true, force: true })
})

const change = (body: object) => chief.call(updateBranding, { body })
const upload = (bytes: Buffer) => chief.call(setLogo, { body: { image: bytes.toString('base64') } })
const document = async () => (await world.guest().fetch('/')).text()

test('a change is in the next document that anybody opens, title included, without another request', async () => {
  await change({ product: 'Visio de la ville', home: { fr: { title: 'Bienvenue', text: 'À vous.' } } })
  const text = await document()
  expect(text).toContain('<title>Visio de la ville</title>')
  expect(text).toContain('&quot;title&quot;:&quot;Bienvenue&quot;')
  expect(text).toContain('data-session="none"')
})

test('the home page has words for each language that was given some, and for no other', async () => {
  const home = { en: { title: 'Welcome', text: 'For you.' } }
  expect(await change({ home })).toMatchObject({ status: 200, body: { home } })
  expect((await change({ home: { xx: home.en } })).status).toBe(400)
  expect((await change({ home: { fr: { title: 'Bienvenue' } } })).status).toBe(400)
  expect((await change({ home: {} })).body).toMatchObject({ home: {} })
})

test('the legal pages are named for each language that was given some', async () => {
  const links = {
    fr: [{ label: 'Mentions légales', url: 'https://ville.example/mentions' }],
    en: [{ label: 'Legal notice', url: 'https://ville.example/legal' }],
  }
  expect(await change({ links })).toMatchObject({ status: 200, body: { links } })
  expect((await change({ links: { xx: links.en } })).status).toBe(400)
  expect((await change({ links: { fr: [] } })).status).toBe(400)
  expect((await change({ links: {} })).body).toMatchObject({ links: {} })
})

test('another process shows it too', async () => {
  await using other = await world.startApi()
  await change({ product: 'Partout' })
  const response = await fetch(`http://localhost:${other.port}/`)
  expect(await response.text()).toContain('<title>Partout</title>')
})

test('whatever an administrator writes stays text in the document', () => {
  const hostile = `</title><script>alert(1)</script>"'&$&`
  const dressed = dressDocument(html, {
    ...branding.parse({ product: 'x', language: 'fr', accent: null, home: {}, links: {}, logo: null }),
    product: hostile,
  })
  expect(dressed).not.toContain('<script')
  expect(dressed.match(/<title>/g)).toHaveLength(1)
  const content = /content="([^"]*)"/.exec(dressed)?.[1] ?? ''
  const text = content
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  expect(JSON.parse(text)).toMatchObject({ product: hostile })
})

test('WCAG 1.4.3: colours that cannot be read on both themes are refused', async () => {
  const refused = await change({ accent: { light: '#ffd35c', dark: '#ffd35c' } })
  expect(refused).toMatchObject({ status: 400, body: { code: 'contrast-too-low' } })
  expect(await change({ accent: { light: '#6a1b9a', dark: '#d9a7f0' } })).toMatchObject({
    status: 200,
    body: { accent: { light: '#6a1b9a', dark: '#d9a7f0' } },
  })
  expect((await change({ accent: { light: 'red;}', dark: '#d9a7f0' } })).status).toBe(400)
})

test.each(['http://ville.example/mentions', 'javascript:alert(1)', '//ville.example'])(
  'A29: %s is no address of a legal page',
  async (url) => {
    expect((await change({ links: { fr: [{ label: 'Mentions légales', url }] } })).status).toBe(400)
  },
)

test.each([
  ['PNG', png, 'image/png'],
  ['WebP', webp, 'image/webp'],
])('C42: a %s logo is served as what it is, and nothing in it can run', async (_, bytes, type) => {
  const { body } = await upload(bytes)
  const { logo } = branding.parse(body)
  const response = await world.guest().fetch(logo ?? '')
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': type,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=31536000, immutable',
  })
  expect((await chief.call(removeLogo, {})).body).toMatchObject({ logo: null })
  expect((await world.guest().fetch(logo ?? '')).status).toBe(404)
})

test.each([
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 400],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 400],
  ['what is a little too large', Buffer.concat([png, Buffer.alloc(100_000)]), 400],
  ['what is much too large', Buffer.alloc(400_000), 413],
])('A34: %s is refused as a logo', async (_, bytes, status) => {
  expect((await upload(bytes)).status).toBe(status)
  expect((await chief.call(getBranding, {})).body).toMatchObject({ logo: null })
})
