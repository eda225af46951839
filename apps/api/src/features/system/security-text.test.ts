import { startTestWorld } from '@parvis/testkit/test-world'
import { createVisitor } from '@parvis/testkit/visitor'
import { expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../platform/config.ts'
import { writeSecurityText } from './security-text.ts'

/** The fields of a security.txt; each of ours stands there once. */
function fieldsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/: (.*)/, 2)),
  )
}

const usual = { contact: undefined, policy: undefined, validDays: 180 }

test('C44: every installation says where flaws are reported and by which rules, without any setting', async () => {
  await using world = await startTestWorld()
  const guest = world.guest()
  const answer = await guest.fetch('/.well-known/security.txt')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
  const { Expires: expires = '', ...fields } = fieldsOf(await answer.text())
  expect(fields).toEqual({
    Contact: 'mailto:security@localhost',
    'Preferred-Languages': 'fr, en',
    Canonical: `${world.origin}/.well-known/security.txt`,
    Policy: `${world.origin}/api/v1/security-policy`,
  })
  expect(expires).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/)
  expect(Date.parse(expires)).toBeGreaterThan(Date.now())
  const policy = await guest.fetch('/api/v1/security-policy')
  expect(policy.status).toBe(200)
  const page = await policy.text()
  expect(page).toContain('<a href="mailto:security@localhost">security@localhost</a>')
  expect(page).not.toContain('<script')
})

test('C44: whoever runs it may name a contact and a policy of their own, and ours then answers no more', async () => {
  await using world = await startTestWorld()
  await using api = await world.startApi({
    SECURITY_CONTACT: 'cert@example.org',
    SECURITY_POLICY: 'https://example.org/failles',
  })
  const guest = createVisitor(`http://localhost:${api.port}`)
  expect(fieldsOf(await (await guest.fetch('/.well-known/security.txt')).text())).toMatchObject({
    Contact: 'mailto:cert@example.org',
    Policy: 'https://example.org/failles',
  })
  expect((await guest.fetch('/api/v1/security-policy')).status).toBe(404)
})

test.each(['2026-11-21T23:59:59Z', '2028-02-29T00:00:00Z', '2040-12-31T12:00:00Z'])(
  'C44: what is served on %s holds, and for less than a year (RFC 9116, 2.5.5)',
  (now) => {
    for (const validDays of [1, 180, 365]) {
      const text = writeSecurityText({ ...usual, validDays }, 'https://visio.example.org', new Date(now))
      const leftMs = Date.parse(fieldsOf(text)['Expires'] ?? '') - Date.parse(now)
      expect(leftMs).toBeGreaterThan(0)
      expect(leftMs).toBeLessThanOrEqual(365 * 24 * 60 * 60 * 1000)
    }
  },
)

test.each(['nobody', 'javascript:alert(1)', 'a@b.example\nPolicy: https://evil.example', '<a@b.example>'])(
  'C44: a contact that no program could follow stops the start: %j',
  (contact) => {
    const read = () => readConfig({ SECURITY_CONTACT: contact })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow('SECURITY_CONTACT must be an e-mail address, or begin with https:// or tel:+')
  },
)
