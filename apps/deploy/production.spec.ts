import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreesToTls, ask, isOpen } from './door.ts'
import { findEngine, type Engine } from './engine.ts'
import { startMeeting, type Meeting } from './meeting.ts'
import { createStack, services, type Stack } from './stack.ts'

let engine: Engine | undefined
let stack: Stack
let meeting: Meeting | undefined

beforeAll(async () => {
  engine = await findEngine()
  stack = await createStack(engine)
  await stack.up()
})

afterAll(async () => {
  await meeting?.[Symbol.asyncDispose]()
  await stack?.[Symbol.asyncDispose]()
  await engine?.[Symbol.asyncDispose]()
})

/** Asks LiveKit, through caddy and the gate, whether it would take the guest: nobody is disturbed by the question. */
async function knock(token: string, { path = '/rtc/v1/validate', ...headers }: Record<string, string>) {
  const query = new URLSearchParams({ access_token: token, join_request: meeting!.guest.joinRequest })
  return (await ask(stack, { path: `${path}?${query}`, headers })).status
}

/** One line for each thing that must not be lost. */
function readRecords(): Promise<readonly string[]> {
  return stack.sql(`SELECT 'user ' || id FROM "User" UNION ALL SELECT 'session ' || id FROM "Session"
    UNION ALL SELECT 'meeting ' || slug FROM "Meeting" UNION ALL SELECT 'sitting ' || id FROM "Occurrence"
    UNION ALL SELECT 'place ' || id FROM "Attendance" UNION ALL SELECT 'audit ' || id FROM "AuditEntry"`)
}

async function readMeetings(cookie: string): Promise<readonly string[]> {
  const { body } = await ask(stack, { path: '/api/v1/meetings', headers: { Cookie: cookie } })
  const { items: meetings } = JSON.parse(body) as { items: { slug: string }[] }
  return meetings.map(({ slug }) => slug)
}

test('C29, A72: from outside, only the page and media answer', async () => {
  const ports = [80, 443, stack.mediaPorts.tcp, 2019, 3000, 5432, 7880, 8080, 9464]
  const open = await Promise.all(ports.map(async (port) => ((await isOpen(stack, port)) ? port : undefined)))
  expect(open.filter((port) => port !== undefined)).toEqual([80, 443, stack.mediaPorts.tcp])
})

test('everything that a call needs answers', async () => {
  expect(await ask(stack, { path: '/readyz' })).toMatchObject({ status: 200, body: '{"status":"ready"}' })
})

test('C04: the door speaks TLS 1.3, or 1.2 with forward secrecy and authenticated encryption, and nothing older', async () => {
  const tls12 = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const
  expect(await agreesToTls(stack, { minVersion: 'TLSv1.3' })).toBe(true)
  expect(await agreesToTls(stack, { ...tls12, ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' })).toBe(true)
  expect(await agreesToTls(stack, { ...tls12, ciphers: 'ECDHE-ECDSA-AES128-SHA:AES128-SHA' })).toBe(false)
  const older = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  expect(await agreesToTls(stack, older)).toBe(false)
})

test('C05: the page comes compressed, with the headers that protect it, and does not name its server', async () => {
  const { status, headers } = await ask(stack, { path: '/', headers: { 'Accept-Encoding': 'gzip' } })
  expect(status).toBe(200)
  expect(headers).toMatchObject({
    'content-encoding': 'gzip',
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  })
  expect(headers).not.toHaveProperty('server')
})

test.each([
  '/internal/rtc-gate',
  '/INTERNAL/rtc-gate',
  '//internal/rtc-gate',
  '/%69nternal/rtc-gate',
  '/api/webhooks/livekit',
  '/metrics',
])('what only our own containers ask is not there for others: %s', async (path) => {
  const { status, headers } = await ask(stack, { path })
  expect(status).toBe(404)
  expect(headers).toMatchObject({ 'content-security-policy': expect.stringContaining("default-src 'none'") })
})

test('two people meet, and see and hear each other through the published UDP port', async () => {
  meeting = await startMeeting(stack)
  const media = `udp ${stack.address}:${stack.mediaPorts.udp}`
  expect(await Promise.all([meeting.host.receive(), meeting.guest.receive()])).toEqual([media, media])
})

test('C38, A12, A14: the gate behind caddy lets a caller in, and no foreign page, old protocol, other browser or other token', async () => {
  const { host, guest } = meeting!
  const [token, Cookie] = [await guest.renewToken(), await guest.cookie()]
  const Origin = `https://${stack.domain}`
  expect(await knock(token, { Cookie, Origin })).toBe(200)
  expect(await knock(token, { Cookie, Origin: 'https://evil.example' })).toBe(403)
  expect(await knock(token, { Cookie, 'Sec-Fetch-Site': 'cross-site' })).toBe(403)
  expect(await knock(token, { Cookie, Origin, path: '/rtc/validate' })).toBe(403)
  expect(await knock(token, { Cookie, Origin, path: '/rtc' })).toBe(403)
  expect(await knock(token, { Cookie: await host.cookie(), Origin })).toBe(403)
  expect(await knock(`${token.slice(0, -4)}AAAA`, { Cookie, Origin })).toBe(403)
  const upgrade = { path: `/rtc/v1?access_token=${token}`, upgrade: true }
  expect(await ask(stack, { ...upgrade, headers: { Cookie, Origin: 'https://evil.example' } })).toMatchObject(
    { status: 403 },
  )
})

test.each(services)(
  '%s is killed: it comes back by itself, the call goes on, nothing is lost',
  async (service) => {
    const { host, guest, slug } = meeting!
    const before = await readRecords()
    await stack.kill(service)
    await expect
      .poll(() => ask(stack, { path: '/readyz' }), { timeout: 30_000 })
      .toMatchObject({ status: 200 })
    await Promise.all([host.receive(), guest.receive()])
    expect(await readRecords()).toEqual(expect.arrayContaining([...before]))
    expect(await readMeetings(await host.cookie())).toEqual([slug])
  },
)

test('A8: who is banned does not pass the gate, with a token from before, and is put out of the call', async () => {
  const eve = await meeting!.invite('Eve')
  const [token, Cookie] = [await eve.renewToken(), await eve.cookie()]
  expect(await knock(token, { Cookie })).toBe(200)
  await stack.sql(`INSERT INTO "Ban" (id, "meetingId", "deviceHash")
    SELECT gen_random_uuid(), o."meetingId", a."deviceHash" FROM "Attendance" a
    JOIN "Occurrence" o ON o.id = a."occurrenceId" WHERE a.id = '${eve.participantId}'`)
  expect(await knock(token, { Cookie })).toBe(403)
  await eve.page.getByRole('button', { name: 'Quitter', exact: true }).waitFor({ state: 'detached' })
})

test('C17, A58: no log holds a token, a cookie or a secret', async () => {
  const { host, guest } = meeting!
  const logs = await stack.logs()
  expect(logs).toContain('/rtc/v1')
  expect(logs).not.toMatch(/eyJ[\w-]{8,}\./)
  const cookies = `${await host.cookie()}; ${await guest.cookie()}`
    .split('; ')
    .map((pair) => pair.split('=')[1] ?? '')
  const kept = [
    'administrator-password',
    'database-password',
    'livekit-client',
    'livekit-server',
    'livekit-webhook',
    'secret-key',
  ]
  const secrets = await Promise.all(kept.map((name) => stack.read(`secrets/${name}`)))
  for (const value of [...secrets, ...cookies]) expect(logs).not.toContain(value)
})

test('LiveKit, asked to stop, waits until its call has ended', async () => {
  const { host, guest } = meeting!
  let hasStopped = false
  const stopping = stack.stop('livekit').then(() => (hasStopped = true))
  await expect.poll(() => ask(stack, { path: '/healthz' })).toMatchObject({ status: 200 })
  for (let seen = 0; seen < 3; seen += 1) await Promise.all([host.receive(), guest.receive()])
  expect(hasStopped).toBe(false)
  for (const { page } of [host, guest])
    await page.getByRole('button', { name: 'Quitter', exact: true }).click()
  await stopping
})

test('`down` and `up` keep meetings, accounts and sessions', async () => {
  const { host, slug } = meeting!
  const Cookie = await host.cookie()
  const before = await readRecords()
  await meeting?.[Symbol.asyncDispose]()
  await stack.down()
  await stack.up()
  expect(await readRecords()).toEqual(expect.arrayContaining([...before]))
  expect(await readMeetings(Cookie)).toEqual([slug])
}, 240_000)
