import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const secrets = {
  LIVEKIT_CLIENT_SECRET: 'b8Rc0qV5n2XyLw7KfTz3JmHd9PsGa4Ue',
  LIVEKIT_SERVER_SECRET: 'Qe1Zx6Mt8Kj3Wv9Ry2Lp5Nf7Hb4Dc0Sg',
  LIVEKIT_WEBHOOK_SECRET: 'Uo7Ia2Pq9Xw4Cv1Bn6Mz8Lk3Jh5Gf0Dt',
  PARVIS_SECRET_KEY: 'Hx2Vn7Qc5Lb9Tz4Wd1Kp8Rf3Mj6Ys0Ga',
}
const production = {
  ...secrets,
  DATABASE_URL: 'postgresql://parvis@postgres/parvis',
  PUBLIC_URL: 'https://parvis.example.org',
}

function faultsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

test('what production needs is little, and the rest has safe defaults', () => {
  expect(readConfig(production)).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    embedded: false,
    rateLimits: true,
    trustedProxies: 0,
    metrics: { host: '127.0.0.1', port: 9464 },
    administrator: undefined,
    mail: undefined,
  })
})

test.each(['https://example.org/parvis/', 'https://ada@example.org', 'https://example.org/?a=b'])(
  'the address %s, of which the page could not take all, is refused',
  (address) => {
    expect(faultsOf({ ...production, PUBLIC_URL: address })).toEqual([
      expect.stringMatching(/^PUBLIC_URL must be a host name with at most a port/),
    ])
    const plain = `${new URL(address).origin}/`
    expect(readConfig({ ...production, PUBLIC_URL: plain }).publicUrl?.href).toBe(plain)
  },
)

test('every fault stands in one list, so that nobody mends them one start at a time', () => {
  const faults = faultsOf({
    PORT: '99999',
    PUBLIC_URL: 'http://parvis.example.org',
    RATE_LIMITS: 'off',
    LIVEKIT_CLIENT_SECRET: 'short',
    LIVEKIT_SERVER_SECRET: secrets.LIVEKIT_SERVER_SECRET,
    LIVEKIT_WEBHOOK_SECRET: secrets.LIVEKIT_SERVER_SECRET,
    PARVIS_ADMIN_EMAIL: 'admin@example.org',
    METRICS_HOST_FILE: '/nowhere/metrics-host',
  })
  for (const words of [
    'PORT',
    'DATABASE_URL is missing',
    'PUBLIC_URL must be https',
    'RATE_LIMITS=off',
    'LIVEKIT_CLIENT_SECRET needs at least 32 characters',
    'LIVEKIT_*_SECRET must differ',
    'PARVIS_ADMIN_EMAIL and PARVIS_ADMIN_PASSWORD go together',
    'METRICS_HOST_FILE names /nowhere/metrics-host',
  ])
    expect(faults).toContainEqual(expect.stringContaining(words))
})

test.each(['parvis', 'mysql://parvis@db/parvis', 'postgresql://ada:a#b@db/parvis'])(
  'the database %j is refused in words that show how it is written',
  (address) => {
    expect(faultsOf({ ...production, DATABASE_URL: address })).toEqual([
      expect.stringContaining('DATABASE_URL must be like postgresql://'),
    ])
  },
)

test('a database behind a socket of this machine is taken', () => {
  const address = 'postgresql://parvis@/parvis?host=/var/run/postgresql'
  expect(readConfig({ ...production, DATABASE_URL: address }).databaseUrl).toBe(address)
})

test.each([
  ['secret'.repeat(6), 'a known default, repeated'],
  ['devkeysecret'.repeat(3), 'the defaults of the LiveKit documentation'],
  ['a'.repeat(40), 'one letter'],
  ['abcabcabcabcabcabcabcabcabcabcabcabc', 'three letters'],
  ['x7', 'two characters'],
])('C40, A71: the secret %j is refused, also on one machine (%s)', (secret) => {
  for (const name of Object.keys(secrets)) {
    const faults = faultsOf({ ...production, PARVIS_EMBEDDED: '1', [name]: secret })
    expect(faults).toContainEqual(expect.stringContaining(name))
    expect(faults.join()).not.toContain(secret)
  }
})

test('C39: a missing secret and one that serves two uses are refused', () => {
  expect(faultsOf({ ...production, LIVEKIT_SERVER_SECRET: undefined })).toHaveLength(1)
  expect(faultsOf({ ...production, LIVEKIT_SERVER_SECRET: secrets.LIVEKIT_CLIENT_SECRET })).toEqual([
    'the three LIVEKIT_*_SECRET must differ',
  ])
})

test('plain HTTP, no address and open counters are for one machine alone', () => {
  const embedded = { ...production, PARVIS_EMBEDDED: '1', PUBLIC_URL: undefined, RATE_LIMITS: 'off' }
  expect(readConfig(embedded)).toMatchObject({ publicUrl: undefined, rateLimits: false, embedded: true })
  expect(faultsOf({ ...embedded, PARVIS_EMBEDDED: '0' })).toEqual([
    'PUBLIC_URL is missing: the address that people type',
    'RATE_LIMITS=off is for measuring on one machine only',
  ])
})

test('C40: a setting comes from a file as well, without its line break', () => {
  const directory = mkdtempSync(join(tmpdir(), 'parvis-config-'))
  try {
    const file = join(directory, 'secret')
    writeFileSync(file, `${secrets.LIVEKIT_CLIENT_SECRET}\n`)
    const { LIVEKIT_CLIENT_SECRET: _, ...others } = production
    const config = readConfig({ ...others, LIVEKIT_CLIENT_SECRET_FILE: file })
    expect(config.sfu.secrets.client).toBe(secrets.LIVEKIT_CLIENT_SECRET)
  } finally {
    rmSync(directory, { recursive: true })
  }
})

test('an empty setting is an absent one, as compose files write it', () => {
  expect(
    readConfig({ ...production, PORT: '', PARVIS_ADMIN_EMAIL: '', PARVIS_ADMIN_PASSWORD: '' }),
  ).toMatchObject({
    port: 8080,
    administrator: undefined,
  })
})

test('mails need a relay and an address that they are from, with a name or without', () => {
  const relay = { ...production, SMTP_URL: 'smtps://parvis:p%40ss@mail.example.org' }
  expect(readConfig({ ...relay, MAIL_FROM: 'Parvis <parvis@example.org>' }).mail).toMatchObject({
    url: { host: 'mail.example.org', protocol: 'smtps:' },
    from: { name: 'Parvis', address: 'parvis@example.org' },
  })
  expect(readConfig({ ...relay, MAIL_FROM: 'parvis@example.org' }).mail?.from).toEqual({
    name: '',
    address: 'parvis@example.org',
  })
  expect(faultsOf(relay)).toEqual(['SMTP_URL and MAIL_FROM go together'])
  for (const from of [
    'Parvis',
    'Parvis <parvis>',
    'A <a@example.org>\nBcc: eve@example.org',
    '"A" <a@example.org>',
  ])
    expect(faultsOf({ ...relay, MAIL_FROM: from })).toHaveLength(1)
  expect(
    faultsOf({ ...relay, SMTP_URL: 'https://mail.example.org', MAIL_FROM: 'a@example.org' }),
  ).toHaveLength(1)
})
