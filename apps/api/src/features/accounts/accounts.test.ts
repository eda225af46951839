import {
  choosePassword,
  createInvitation,
  readPasswordLink,
  requestPasswordReset,
} from '@parvis/contract/accounts'
import { getMe, signIn } from '@parvis/contract/session'
import { eventually } from '@parvis/testkit/eventually'
import { startSmtpSink } from '@parvis/testkit/smtp-sink'
import type { ReceivedMail, SmtpSink } from '@parvis/testkit/smtp-sink'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { administrator } from '@parvis/testkit/world'
import { afterAll, beforeAll, expect, test } from 'vitest'

const password = 'a password of their own'

let sink: SmtpSink
let world: World
beforeAll(async () => {
  sink = await startSmtpSink()
  world = await startTestWorld({ environment: { ...sink.environment, RATE_LIMITS: 'off' } })
})
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  await sink?.[Symbol.asyncDispose]()
})

const sql = (text: string, values: unknown[] = []) => world.api.context.database.pool.query(text, values)

/** The token that a mail carries, which must stand in the fragment of its only address. */
function tokenIn(mail: ReceivedMail): string {
  const addresses = mail.text.match(/https?:\S+/g) ?? []
  expect(addresses).toHaveLength(1)
  const address = new URL(addresses[0] ?? '')
  expect([address.origin, address.pathname, address.search]).toEqual([world.origin, '/mot-de-passe', ''])
  return address.hash.slice(1)
}

async function invite(email: string, name = 'Grace'): Promise<string> {
  const admin = await world.administrator()
  expect((await admin.call(createInvitation, { body: { email, name } })).status).toBe(204)
  return tokenIn(await sink.takeMail(email))
}

async function wish(email: string): Promise<string> {
  expect((await world.guest().call(requestPasswordReset, { body: { email } })).status).toBe(202)
  return tokenIn(await sink.takeMail(email))
}

const choose = (token: string, chosen = password) =>
  world.guest().call(choosePassword, { body: { token, password: chosen } })
const enter = (email: string, typed = password) =>
  world.guest().call(signIn, { body: { email, password: typed } })

test('who is invited chooses a password by the link, once, and signs in with it', async () => {
  const email = 'grace@example.org'
  const token = await invite(email)
  expect((await enter(email)).status).toBe(401)
  const read = await world.guest().call(readPasswordLink, { body: { token } })
  expect(read).toMatchObject({ status: 200, body: { purpose: 'invitation', email, name: 'Grace' } })
  expect((await choose(token)).status).toBe(204)
  expect(await enter(email)).toMatchObject({ status: 201, body: { name: 'Grace', role: 'member' } })
  expect(await choose(token, 'another password')).toMatchObject({
    status: 403,
    body: { code: 'password-link-invalid' },
  })
})

test('two clicks on one link at the same moment set one password', async () => {
  const token = await invite('twice@example.org')
  const answers = await Promise.all([
    choose(token, 'the first password'),
    choose(token, 'the second password'),
  ])
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([204, 403])
})

test('inviting again replaces the link; somebody who has an account already is not invited', async () => {
  const email = 'again@example.org'
  const first = await invite(email)
  const second = await invite(email)
  expect((await choose(first)).status).toBe(403)
  expect((await choose(second)).status).toBe(204)
  const admin = await world.administrator()
  expect(await admin.call(createInvitation, { body: { email, name: 'Again' } })).toMatchObject({
    status: 409,
    body: { code: 'account-exists' },
  })
})

test('A33, A80: who invites an address of another organisation learns nothing, and its owner is told', async () => {
  await choose(await invite('taken@example.org'))
  const organisationId = await world.organisation('Elsewhere')
  const foreigner = await world.member('Foreigner', { organisationId, role: 'administrator' })
  const free = await foreigner.call(createInvitation, { body: { email: 'free@example.org', name: 'X' } })
  const taken = await foreigner.call(createInvitation, { body: { email: 'taken@example.org', name: 'X' } })
  expect([taken.status, taken.body]).toEqual([free.status, free.body])
  const told = await sink.takeMail('taken@example.org')
  expect(told.text).not.toContain('mot-de-passe')
  const owner = { body: { email: 'taken@example.org', name: 'X', organisationId } }
  expect(
    (await (await world.member('Local', { role: 'administrator' })).call(createInvitation, owner)).status,
  ).toBe(404)
})

test('a link is good for 7 days after an invitation and for an hour after a wish, and the database has its hash alone', async () => {
  const email = 'hours@example.org'
  const invitation = await invite(email)
  const hours = `SELECT round(extract(epoch FROM "expiresAt" - now()) / 3600)::int AS hours FROM "PasswordLink" l
    JOIN "User" u ON u.id = l."userId" WHERE u.email = $1`
  expect((await sql(hours, [email])).rows).toEqual([{ hours: 168 }])
  await choose(invitation)
  const token = await wish(email)
  expect((await sql(hours, [email])).rows).toEqual([{ hours: 1 }])
  const dump = await sql(`SELECT database_to_xml(false, false, '')::text AS text`)
  expect(dump.rows[0].text).not.toContain(token)
  await sql(`UPDATE "PasswordLink" SET "expiresAt" = now()`)
  expect((await choose(token)).status).toBe(403)
})

test('C07: resetting the password ends every session and tells by mail', async () => {
  const email = 'reset@example.org'
  await choose(await invite(email))
  const before = world.guest()
  await before.signIn({ email, password })
  const token = await wish(email)
  expect((await before.call(getMe, {})).status).toBe(200)
  expect((await choose(token, 'a newer password')).status).toBe(204)
  expect((await before.call(getMe, {})).status).toBe(401)
  expect((await enter(email)).status).toBe(401)
  expect((await enter(email, 'a newer password')).status).toBe(201)
  expect((await sink.takeMail(email)).subject).toBe('Votre mot de passe a été changé')
})

test('mails are written in the language in which the page was shown', async () => {
  await choose(await invite('english@example.org'))
  const headers = { 'Content-Type': 'application/json', 'Accept-Language': 'en' }
  const body = JSON.stringify({ email: 'english@example.org' })
  await world.guest().fetch('/api/v1/password-resets', { method: 'POST', headers, body })
  expect((await sink.takeMail('english@example.org')).subject).toBe('Choose a new password')
})

test('A33: whether there is an account cannot be told from the answer: nothing is looked up before it', async () => {
  const [known, unknown] = ['known@example.org', 'unknown@example.org']
  await choose(await invite(known))
  const answers = await Promise.all(
    [known, unknown].map((email) => world.guest().call(requestPasswordReset, { body: { email } })),
  )
  const seen = answers.map(({ status, body, headers }) => [status, body, headers.get('content-length')])
  expect(seen[0]).toEqual(seen[1])
  await sink.takeMail(known)
  await eventually(async () => {
    const { rows } = await sql('SELECT FROM graphile_worker.jobs')
    expect(rows).toEqual([])
  })
  expect(sink.mails.filter(({ to }) => to.includes(unknown))).toEqual([])
})

test('an account that is disabled, has no password yet, or comes from an identity provider gets no link', async () => {
  await invite('pending@example.org')
  for (const email of ['disabled@example.org', 'provided@example.org']) await choose(await invite(email))
  await sql(`UPDATE "User" SET "disabledAt" = now() WHERE email = 'disabled@example.org'`)
  await sql(`UPDATE "User" SET local = false WHERE email = 'provided@example.org'`)
  const closed = ['pending@example.org', 'disabled@example.org', 'provided@example.org']
  for (const email of closed) await world.guest().call(requestPasswordReset, { body: { email } })
  await wish(administrator.email)
  expect(sink.mails.filter(({ to }) => closed.some((email) => to.includes(email)))).toEqual([])
})

test('a password that is too short is refused and leaves the link as it was', async () => {
  const token = await invite('short@example.org')
  expect((await choose(token, 'short')).status).toBe(400)
  expect((await choose(token)).status).toBe(204)
})

test('A33, C25: after five wishes in an hour an address gets no more, whether it has an account or not', async () => {
  await using limited = await startTestWorld({ environment: sink.environment })
  for (const email of [administrator.email, 'nobody@example.org']) {
    const wishes = Array.from({ length: 6 }, () =>
      limited.guest().call(requestPasswordReset, { body: { email } }),
    )
    const statuses = (await Promise.all(wishes)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
  }
})

test.each([
  ['off', { signIn: 403, wish: 403, invite: 403 }],
  ['administrators', { signIn: 201, wish: 202, invite: 403 }],
] as const)('LOCAL_ACCOUNTS=%s closes what it says', async (setting, expected) => {
  await using closed = await startTestWorld({ environment: { ...sink.environment, LOCAL_ACCOUNTS: setting } })
  const admin = await closed.member('Admin', { platformAdministrator: true })
  const email = 'closed@example.org'
  expect({
    signIn: (await closed.guest().call(signIn, { body: administrator })).status,
    wish: (await closed.guest().call(requestPasswordReset, { body: { email } })).status,
    invite: (await admin.call(createInvitation, { body: { email, name: 'X' } })).status,
  }).toEqual(expected)
})
