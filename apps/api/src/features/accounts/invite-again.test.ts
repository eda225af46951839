import { choosePassword, createInvitation, inviteAgain } from '@parvis/contract/accounts'
import type { UserId } from '@parvis/contract/ids'
import { listUsers } from '@parvis/contract/users'
import { startSmtpSink } from '@parvis/testkit/smtp-sink'
import type { SmtpSink } from '@parvis/testkit/smtp-sink'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let sink: SmtpSink
let world: World
let admin: Visitor
beforeAll(async () => {
  sink = await startSmtpSink()
  world = await startTestWorld({ environment: sink.environment })
  admin = await world.administrator()
})
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  await sink?.[Symbol.asyncDispose]()
})

const sql = (text: string, values: unknown[] = []) => world.api.context.database.pool.query(text, values)

/** Somebody who has been invited: the token of their mail, and how the console lists them. */
async function invite(email: string) {
  await admin.call(createInvitation, { body: { email, name: 'Grace' } })
  const { id } = await listed(email)
  return { id, token: await mailedToken(email) }
}

async function mailedToken(email: string): Promise<string> {
  const { text } = await sink.takeMail(email)
  return new URL(/https?:\S+/.exec(text)?.[0] ?? '').hash.slice(1)
}

async function listed(email: string) {
  const { body } = await admin.call(listUsers, { query: { search: email } })
  const [user] = listUsers.reply.parse(body).items
  if (!user) throw new Error(`${email} is not listed`)
  return user
}

const again = (by: Visitor, userId: UserId) => by.call(inviteAgain, { params: { userId }, body: {} })
const choose = (token: string) =>
  world.guest().call(choosePassword, { body: { token, password: 'a password of their own' } })

test('an invitation that has expired is sent again: the list says so, the new link opens, and then there is nothing to send', async () => {
  const email = 'late@example.org'
  const { id, token } = await invite(email)
  expect((await listed(email)).invitation).toEqual({ expiresAt: expect.any(String) })
  await sql('UPDATE "PasswordLink" SET "expiresAt" = now() WHERE "userId" = $1', [id])
  expect((await listed(email)).invitation).toEqual({ expiresAt: null })
  expect((await choose(token)).status).toBe(403)
  expect((await again(admin, id)).status).toBe(204)
  expect((await listed(email)).invitation).toEqual({ expiresAt: expect.any(String) })
  expect((await choose(await mailedToken(email))).status).toBe(204)
  expect((await listed(email)).invitation).toBeNull()
  expect(await again(admin, id)).toMatchObject({ status: 409, body: { code: 'account-exists' } })
  const { rows } = await sql(
    `SELECT action, detail FROM "AuditEntry" WHERE target = $1 AND action LIKE 'account.%' ORDER BY id`,
    [`user:${id}`],
  )
  expect(rows).toEqual([
    { action: 'account.invited', detail: { role: 'member' } },
    { action: 'account.invited', detail: { again: true } },
  ])
})

test('a link that was lost opens nothing once another one was sent', async () => {
  const email = 'lost@example.org'
  const { id, token } = await invite(email)
  await again(admin, id)
  expect((await choose(token)).status).toBe(403)
  expect((await choose(await mailedToken(email))).status).toBe(204)
})

test('A80: whose organisation somebody does not administer is not found, and a disabled account is not invited', async () => {
  const { id } = await invite('held@example.org')
  const organisationId = await world.organisation('Elsewhere')
  const foreigner = await world.member('Foreigner', { organisationId, role: 'administrator' })
  expect((await again(foreigner, id)).status).toBe(404)
  const local = await world.member('Local', { role: 'administrator' })
  expect((await again(local, id)).status).toBe(204)
  await sql('UPDATE "User" SET "platformAdministrator" = true WHERE id = $1', [id])
  expect((await again(local, id)).status).toBe(403)
  await sql('UPDATE "User" SET "disabledAt" = now() WHERE id = $1', [id])
  expect((await again(admin, id)).status).toBe(409)
})

test('A43, C25: nobody is mailed more than five times within an hour', async () => {
  const { id } = await invite('often@example.org')
  const statuses: number[] = []
  for (let turn = 0; turn < 6; turn += 1) statuses.push((await again(admin, id)).status)
  expect(statuses).toEqual([204, 204, 204, 204, 204, 429])
})
