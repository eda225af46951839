import {
  choosePassword,
  createInvitation,
  readPasswordLink,
  requestPasswordReset,
  setAccountDisabled,
} from '@parvis/contract/accounts'
import { getMe } from '@parvis/contract/session'
import { startSmtpSink } from '@parvis/testkit/smtp-sink'
import type { SmtpSink } from '@parvis/testkit/smtp-sink'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { administrator } from '@parvis/testkit/world'
import { createVisitor } from '@parvis/testkit/visitor'
import { afterEach, beforeEach, expect, test } from 'vitest'

const password = 'a password of their own'
const email = 'grace@example.org'

let sink: SmtpSink
let world: World
beforeEach(async () => {
  sink = await startSmtpSink()
  world = await startTestWorld({ environment: { ...sink.environment, RATE_LIMITS: 'off' } })
})
afterEach(async () => {
  await world?.[Symbol.asyncDispose]()
  await sink?.[Symbol.asyncDispose]()
})

const sql = (text: string, values: unknown[] = []) => world.api.context.database.pool.query(text, values)

/** The address that the next mail to them leads to. */
async function linkTo(receiver: string): Promise<URL> {
  const { text } = await sink.takeMail(receiver)
  return new URL(/https?:\S+/.exec(text)?.[0] ?? '')
}

async function invite(): Promise<string> {
  const admin = await world.administrator()
  await admin.call(createInvitation, { body: { email, name: 'Grace' } })
  return (await linkTo(email)).hash.slice(1)
}

const choose = (token: string) => world.guest().call(choosePassword, { body: { token, password } })

test('the link leads to the address of the installation, whatever the request says of itself', async () => {
  const forged = { 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example', Host: 'evil.example' }
  await world.guest().fetch('/api/v1/password-resets', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...forged },
    body: JSON.stringify({ email: administrator.email }),
  })
  expect((await linkTo(administrator.email)).origin).toBe(world.origin)
})

test('A79: disabling an account takes its links back, and enabling it again does not bring them back', async () => {
  const token = await invite()
  const { rows } = await sql('SELECT id FROM "User" WHERE email = $1', [email])
  const admin = await world.administrator()
  const setDisabled = (disabled: boolean) =>
    admin.call(setAccountDisabled, { params: { userId: rows[0].id }, body: { disabled } })
  await setDisabled(true)
  const read = await world.guest().call(readPasswordLink, { body: { token } })
  expect(read).toMatchObject({ status: 403, body: { code: 'password-link-invalid' } })
  expect((await choose(token)).status).toBe(403)
  await setDisabled(false)
  expect((await choose(token)).status).toBe(403)
})

test('a link from before opens nothing once local accounts are switched off', async () => {
  const token = await invite()
  await using closed = await world.startApi({ LOCAL_ACCOUNTS: 'off' })
  const visitor = createVisitor(`http://localhost:${closed.port}`)
  expect(await visitor.call(choosePassword, { body: { token, password } })).toMatchObject({
    status: 403,
    body: { code: 'local-accounts-off' },
  })
  expect((await choose(token)).status).toBe(204)
})

test('choosing a password signs nobody in, so that a second factor is still asked for', async () => {
  const token = await invite()
  const grace = world.guest()
  const answer = await grace.call(choosePassword, { body: { token, password } })
  expect(answer.headers.getSetCookie()).toEqual([])
  expect((await grace.call(getMe, {})).status).toBe(401)
})

test('C17: every step stands in the audit by ids alone, and neither token, password nor address in the log', async () => {
  const token = await invite()
  await choose(token)
  await world.guest().call(requestPasswordReset, { body: { email } })
  const second = (await linkTo(email)).hash.slice(1)
  await choose(second)
  await sink.takeMail(email)
  const { rows } = await sql(
    `SELECT action, target = 'user:' || u.id OR actor = 'user:' || u.id AS theirs, row_to_json(a)::text AS entry
     FROM "AuditEntry" a, "User" u WHERE u.email = $1 AND action ~ '^(account|invitation|password)' ORDER BY a.id`,
    [email],
  )
  expect(rows.map(({ action, theirs }) => [action, theirs])).toEqual([
    ['account.invited', true],
    ['invitation.accepted', true],
    ['password.reset-requested', true],
    ['password.reset', true],
  ])
  const written = [...world.log, ...rows.map(({ entry }) => entry)].join('\n')
  for (const canary of [token, second, password, email, 'Grace']) expect(written).not.toContain(canary)
})
