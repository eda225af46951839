import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

test('without settings everything is on this machine and for this machine', () => {
  expect(readSettings({})).toEqual({
    directory: expect.stringMatching(/\.data$/),
    port: undefined,
    metricsPort: undefined,
    host: '127.0.0.1',
    publicUrl: undefined,
    mediaAddress: undefined,
    databaseUrl: undefined,
    livekitUrl: undefined,
  })
})

test('a public address opens the page to other machines', () => {
  expect(readSettings({ PUBLIC_URL: 'https://visio.example.org' }).host).toBe('0.0.0.0')
})

test('a port that is none is refused', () => {
  expect(() => readSettings({ PORT: 'http' })).toThrow('PORT is "http", which is no port.')
})

test('media go to an address, not to a name', () => {
  expect(readSettings({ MEDIA_ADDRESS: '192.0.2.7' }).mediaAddress).toBe('192.0.2.7')
  expect(() => readSettings({ MEDIA_ADDRESS: 'visio.example.org' })).toThrow(
    'MEDIA_ADDRESS is "visio.example.org", which is no IPv4 address.',
  )
})

test('a LiveKit of the operator needs the secrets of its keys, given or in files', () => {
  const given = { LIVEKIT_URL: 'http://sfu', LIVEKIT_CLIENT_SECRET: 'a', LIVEKIT_SERVER_SECRET_FILE: '/b' }
  expect(() => readSettings(given)).toThrow('(LIVEKIT_WEBHOOK_SECRET)')
  expect(readSettings({ ...given, LIVEKIT_WEBHOOK_SECRET: 'c' }).livekitUrl).toBe('http://sfu')
})
