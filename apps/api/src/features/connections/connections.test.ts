import { getConnections, sendTestMail } from '@parvis/contract/connections'
import { eventually } from '@parvis/testkit/eventually'
import { startIdentityWorld } from '@parvis/testkit/identity-world'
import { startSmtpSink } from '@parvis/testkit/smtp-sink'
import { afterAll, expect, test } from 'vitest'

const sink = await startSmtpSink()
const secret = 'a secret that nobody may read in the console'
// Port 9 is that of the discard protocol: nobody answers there.
const gone = { label: 'Disparu', issuer: 'http://127.0.0.1:9', clientId: 'parvis', clientSecret: secret }
const notOne = { ...gone, label: 'Autre chose', issuer: sink.environment.SMTP_URL.replace('smtp:', 'http:') }
const identity = await startIdentityWorld({
  people: {},
  settings: { gone, other: notOne },
  environment: sink.environment,
})
const { world } = identity
afterAll(async () => {
  await identity[Symbol.asyncDispose]()
  await sink[Symbol.asyncDispose]()
})

async function read() {
  const chief = await world.administrator()
  const { body } = await chief.call(getConnections, {})
  return { chief, text: JSON.stringify(body), ...getConnections.reply.parse(body) }
}

test('F30: an administrator sees which identity provider answers and why another does not', async () => {
  const { providers } = await read()
  expect(providers.map(({ label, failure }) => [label, failure])).toEqual([
    ['Ministère', null],
    ['ProConnect', null],
    ['Disparu', 'unreachable'],
    ['Autre chose', expect.stringMatching(/unreachable|not-a-provider/)],
  ])
})

test('C17: neither the secrets of providers nor the password of the relay are told', async () => {
  const { text } = await read()
  expect(text).not.toMatch(/secret|clientId|smtp:/i)
})

test('the test mail reaches the administrator who asked for it, stands in the audit, and is limited to no other address', async () => {
  const { chief, mail } = await read()
  expect(mail).toMatchObject({ waiting: 0, lastFailure: null })
  expect((await chief.call(sendTestMail, { body: {} })).status).toBe(204)
  expect(await sink.takeMail('admin@example.org')).toMatchObject({ to: ['admin@example.org'] })
  const { rows } = await world.api.context.database.pool.query(
    `SELECT detail FROM "AuditEntry" WHERE action = 'mail.tested'`,
  )
  expect(rows).toEqual([{ detail: {} }])
})

test('what the relay refuses is told by its code, and how many mails wait', async () => {
  sink.refuse(451)
  const { chief } = await read()
  await chief.call(sendTestMail, { body: {} })
  await eventually(async () => {
    const { mail } = await read()
    expect(mail).toMatchObject({ waiting: 1, lastFailure: expect.stringContaining('451') })
  })
})

test('C26: whoever administers one organisation learns nothing of the installation', async () => {
  const local = await world.member('Local', { role: 'administrator' })
  expect((await local.call(getConnections, {})).status).toBe(403)
  expect((await local.call(sendTestMail, { body: {} })).status).toBe(403)
})
