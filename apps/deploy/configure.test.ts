import { execFile } from 'node:child_process'
import { appendFile, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readLivekitTemplate, renderLivekitConfig } from '@parvis/embedded/livekit-config'
import { afterEach, beforeEach, expect, test } from 'vitest'

const script = new URL('configure.sh', import.meta.url).pathname
const complete = ['--domain', 'visio.example.org', '--address', '203.0.113.7', '--email', 'admin@example.org']
let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parvis-configure-'))
})
afterEach(() => rm(directory, { recursive: true }))

/** Runs the command as a script would, without a terminal to ask. */
function configure(...options: readonly string[]) {
  const child = promisify(execFile)('sh', [script, '--directory', directory, ...options])
  child.child.stdin?.end()
  return child
}

const secrets = () => join(directory, '.parvis/secrets')

async function readSecrets(): Promise<Record<string, string>> {
  const names = await readdir(secrets())
  const entries = names.map(async (name) => [name, await readFile(join(secrets(), name), 'utf8')] as const)
  return Object.fromEntries(await Promise.all(entries))
}

async function readSettings(): Promise<Record<string, string>> {
  const lines = (await readFile(join(directory, '.env'), 'utf8')).split('\n')
  return Object.fromEntries(lines.flatMap((line) => (/^\w+=/.test(line) ? [line.split(/=(.*)/, 2)] : [])))
}

test('C40, A71: each secret is random, 256 bits, and unlike the others', async () => {
  await configure(...complete)
  const made = await readSecrets()
  const random = Object.values(made).filter((value) => /^[0-9a-f]{64}$/.test(value))
  expect(Object.keys(made)).toHaveLength(11)
  expect(new Set(random).size).toBe(7)
  expect(made).toMatchObject({ 'smtp-url': '', 'identity-providers': '' })
  expect(made['database-url']?.trim()).toBe(
    `postgresql://parvis:${made['database-password']}@postgres:5432/parvis`,
  )
  expect(made['livekit-keys']).toBe(
    `client: ${made['livekit-client']}\nserver: ${made['livekit-server']}\nwebhook: ${made['livekit-webhook']}\n`,
  )
})

test('C40: nobody else on the host reads what it makes; PostgreSQL reads its passwords through our group', async () => {
  await configure(...complete)
  const { PARVIS_UID, PARVIS_GID } = await readSettings()
  const modes: Record<string, string> = {}
  for (const name of await readdir(secrets())) {
    const { mode, uid, gid } = await stat(join(secrets(), name))
    expect([uid, gid]).toEqual([Number(PARVIS_UID), Number(PARVIS_GID)])
    modes[name] = (mode & 0o777).toString(8)
  }
  expect(PARVIS_UID).not.toBe('0')
  expect(((await stat(join(directory, '.parvis'))).mode & 0o777).toString(8)).toBe('700')
  expect(new Set(Object.values(modes))).toEqual(new Set(['600', '640']))
  expect(Object.keys(modes).filter((name) => modes[name] === '640')).toEqual([
    'database-password',
    'postgres-password',
  ])
})

test('LiveKit gets the configuration that `npm start` would give it', async () => {
  await configure(...complete, '--udp-port', '443', '--tcp-port', '7999')
  const expected = renderLivekitConfig(await readLivekitTemplate(), {
    PORT: 7880,
    BIND_ADDRESS: '0.0.0.0',
    TCP_PORT: 7999,
    UDP_PORT: 443,
    NODE_IP: '203.0.113.7',
    WEBHOOK_URL: 'http://api:8080/api/webhooks/livekit',
  })
  expect(await readFile(join(directory, '.parvis/livekit.yaml'), 'utf8')).toBe(expected)
})

test('a further run keeps secrets, answers and added lines, and changes what is given anew', async () => {
  await configure(...complete, '--tls', 'internal')
  const before = { secrets: await readSecrets(), settings: await readSettings() }
  await appendFile(join(directory, '.env'), 'POSTGRES_IMAGE=postgres:17@sha256:0\n')
  await configure()
  expect(await readSecrets()).toEqual(before.secrets)
  expect(await readSettings()).toEqual({ ...before.settings, POSTGRES_IMAGE: 'postgres:17@sha256:0' })

  await configure('--address', '203.0.113.8')
  expect(await readSecrets()).toEqual(before.secrets)
  expect(await readSettings()).toEqual({
    ...before.settings,
    POSTGRES_IMAGE: 'postgres:17@sha256:0',
    MEDIA_ADDRESS: '203.0.113.8',
    // Another sum makes another LiveKit container.
    LIVEKIT_CONFIG_SUM: expect.not.stringMatching(`^${before.settings['LIVEKIT_CONFIG_SUM']}$`),
  })
})

test('another address of the contact also goes to the certificate authority, and makes no second account', async () => {
  await configure(...complete)
  await configure('--email', 'operator@example.org')
  expect(await readSettings()).toMatchObject({
    PARVIS_CONTACT: 'operator@example.org',
    PARVIS_TLS: 'operator@example.org',
    PARVIS_ADMIN_EMAIL: 'admin@example.org',
  })
})

test('the settings hold no secret', async () => {
  await configure(...complete)
  const settings = await readFile(join(directory, '.env'), 'utf8')
  const values = Object.values(await readSecrets()).filter((value) => value !== '')
  for (const value of values) expect(settings).not.toContain(value.trim())
})

test.each([
  ['automatic', [], 'admin@example.org'],
  ['an authority of this host', ['--tls', 'internal'], 'internal'],
  ['own files', ['--tls', 'files'], '/certificates/fullchain.pem /certificates/privkey.pem'],
])('certificates: %s', async (_, options, tls) => {
  await configure(...complete, ...options)
  expect(await readSettings()).toMatchObject({ PARVIS_TLS: tls })
})

test.each([
  [[], '--domain is missing'],
  [['--domain', 'https://visio.example.org'], "'https://visio.example.org' is no domain name in lower case"],
  [['--domain', 'visio.example.org\nLIVEKIT_IMAGE=evil'], 'is no domain name in lower case'],
  [['--domain', 'localhost'], "'localhost' is no domain name in lower case"],
  [['--domain', 'visio.example.org', '--address', '2001:db8::1'], "'2001:db8::1' is no IPv4 address"],
  [['--domain', 'visio.example.org', '--address', '203.0.113.256'], "'203.0.113.256' is no IPv4 address"],
  [['--domain', 'visio.example.org', '--address', '127.0.0.1'], 'no other machine reaches 127.0.0.1'],
  [[...complete, '--email', 'admin'], "'admin' is no e-mail address"],
  [[...complete, '--email', '$(id)@example.org'], "'$(id)@example.org' is no e-mail address"],
  [[...complete, '--tcp-port', '443'], 'TCP port 443 is taken by the page'],
  [[...complete, '--udp-port', '70000'], "'70000' is no port"],
  [[...complete, '--tls', 'none'], '--tls is auto, internal or files'],
  [[...complete, '--password', 'x'], 'unknown option --password'],
  [['--domain'], '--domain needs a value'],
])('%j is refused in one sentence, and nothing is written', async (options, sentence) => {
  await expect(configure(...options)).rejects.toMatchObject({
    code: 64,
    stderr: expect.stringContaining(sentence),
  })
  expect(await readdir(directory)).toEqual([])
})
