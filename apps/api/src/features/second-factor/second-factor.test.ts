import { resetSecondFactor } from '@parvis/contract/accounts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
} from '@parvis/contract/second-factor'
import { getMe, signIn } from '@parvis/contract/session'
import { listUsers } from '@parvis/contract/users'
import { startSmtpSink } from '@parvis/testkit/smtp-sink'
import type { SmtpSink } from '@parvis/testkit/smtp-sink'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { administrator } from '@parvis/testkit/world'
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, expect, test } from 'vitest'

let sink: SmtpSink
let world: World
let ada: Visitor
beforeEach(async () => {
  sink = await startSmtpSink()
  world = await startTestWorld({ environment: { ...sink.environment, RATE_LIMITS: 'off' } })
  ada = await world.administrator()
})
afterEach(async () => {
  await world?.[Symbol.asyncDispose]()
  await sink?.[Symbol.asyncDispose]()
})

const { password } = administrator

const sql = (text: string) => world.api.context.database.pool.query(text)

/** A code of the authenticator, so many steps of 30 s from now. */
function codeOf(key: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + steps * 30_000 })
}

async function begin(visitor: Visitor): Promise<string> {
  const { body } = await visitor.call(beginSecondFactor, { body: { password } })
  return (body as { key: string }).key
}

/** Switches it on with the code of now: that of the next step, which counts already, can still be used. */
async function enable(visitor: Visitor): Promise<{ key: string; recoveryCodes: readonly string[] }> {
  const key = await begin(visitor)
  const { body } = await visitor.call(confirmSecondFactor, { body: { code: codeOf(key) } })
  return { key, recoveryCodes: (body as { recoveryCodes: string[] }).recoveryCodes }
}

async function enter(code?: string): Promise<unknown> {
  const { status, body } = await world
    .guest()
    .call(signIn, { body: { ...administrator, ...(code !== undefined && { code }) } })
  return status === 201 ? 'in' : (body as { code: string }).code
}

test('with a second factor, signing in asks for a code that was never used', async () => {
  const { key } = await enable(ada)
  expect(await enter()).toBe('second-factor-needed')
  expect(await enter('000000')).toBe('wrong-code')
  const code = codeOf(key, 1)
  expect(await enter(code)).toBe('in')
  expect(await enter(code)).toBe('wrong-code')
  expect(await enter(codeOf(key, -1))).toBe('wrong-code')
})

test('of two sign-ins with one code at the same moment, one is let in', async () => {
  const { key } = await enable(ada)
  const code = codeOf(key, 1)
  const answers = await Promise.all([enter(code), enter(code)])
  expect(answers.toSorted()).toEqual(['in', 'wrong-code'])
})

test('A33: without the right password nobody learns whether there is a second factor', async () => {
  await enable(ada)
  const answer = await world
    .guest()
    .call(signIn, { body: { ...administrator, password: 'wrong', code: '000000' } })
  expect(answer).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } })
})

test('a recovery code opens the account once, however it is typed', async () => {
  const { recoveryCodes } = await enable(ada)
  expect(recoveryCodes).toHaveLength(10)
  const [one = ''] = recoveryCodes
  expect(await enter(one.toUpperCase().replaceAll('-', ' '))).toBe('in')
  expect(await enter(one)).toBe('wrong-code')
  expect((await ada.call(getSecondFactor, {})).body).toMatchObject({ enabled: true, recoveryCodesLeft: 9 })
})

test('it counts only once it is confirmed, and a wrong code confirms nothing', async () => {
  await begin(ada)
  expect(await ada.call(confirmSecondFactor, { body: { code: '000000' } })).toMatchObject({
    body: { code: 'wrong-code' },
  })
  expect(await enter()).toBe('in')
  expect((await ada.call(getSecondFactor, {})).body).toMatchObject({ enabled: false })
})

test('a confirmed key is not replaced, and nobody begins or removes it from a browser left open', async () => {
  expect((await ada.call(beginSecondFactor, { body: { password: 'wrong' } })).status).toBe(403)
  const { key } = await enable(ada)
  expect((await ada.call(beginSecondFactor, { body: { password } })).status).toBe(403)
  const remove = async (typed: string, code: string) =>
    (await ada.call(removeSecondFactor, { body: { password: typed, code } })).body
  expect(await remove('wrong', codeOf(key, 1))).toMatchObject({ code: 'wrong-password' })
  expect(await remove(password, codeOf(key, -1))).toMatchObject({ code: 'wrong-code' })
  expect(await enter()).toBe('second-factor-needed')
  expect(await remove(password, codeOf(key, 1))).toBeUndefined()
  expect(await enter()).toBe('in')
})

test('with a recovery code the second factor is removed, and codes from before open nothing any more', async () => {
  const { recoveryCodes } = await enable(ada)
  const [one = '', other = ''] = recoveryCodes
  expect((await ada.call(removeSecondFactor, { body: { password, code: one } })).status).toBe(204)
  const { recoveryCodes: fresh } = await enable(ada)
  expect(await enter(other)).toBe('wrong-code')
  expect(await enter(fresh[0])).toBe('in')
})

test('C40: neither the key nor a recovery code can be read in the database', async () => {
  const { key, recoveryCodes } = await enable(ada)
  const { rows } = await world.api.context.database.pool.query<{ text: string }>(
    `SELECT database_to_xml(false, false, '')::text AS text`,
  )
  const tables = rows[0]?.text ?? ''
  expect(tables).toContain('SecondFactor')
  for (const secret of [key, ...recoveryCodes]) {
    expect(tables).not.toContain(secret)
    expect(tables).not.toContain(secret.replaceAll('-', ''))
  }
})

test('A4: after five codes in a minute, or twenty in an hour, an account takes no more, from any browser', async () => {
  await enable(ada)
  await using limited = await world.startApi({ RATE_LIMITS: 'on' })
  const guess = async (port = limited.port) => {
    const response = await fetch(`http://localhost:${port}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...administrator, code: '000000' }),
    })
    return { status: response.status, seconds: Number(response.headers.get('Retry-After')) }
  }
  const statuses = []
  for (const _ of Array.from({ length: 6 })) statuses.push((await guess()).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  // Minutes later, after many more.
  await sql(`DELETE FROM "RateLimit" WHERE key LIKE 'second-factor:%' OR key LIKE 'sign-in%'`)
  await sql(`UPDATE "RateLimit" SET points = 20 WHERE key LIKE 'second-factor-hour:%'`)
  await using another = await world.startApi({ RATE_LIMITS: 'on' })
  const refused = await guess(another.port)
  expect(refused.status).toBe(429)
  expect(refused.seconds).toBeGreaterThan(60)
})

async function isListedWithOne(by: Visitor, id: string): Promise<boolean | undefined> {
  const { body } = await by.call(listUsers, { query: {} })
  return listUsers.reply.parse(body).items.find((one) => one.id === id)?.secondFactor
}

test('an administrator takes the second factor from somebody who lost it, but not from themselves; a mail tells them', async () => {
  await enable(ada)
  const { id } = (await ada.call(getMe, {})).body as { id: string }
  expect((await ada.call(resetSecondFactor, { params: { userId: id } })).status).toBe(403)
  const chief = await world.member('Chief', { platformAdministrator: true })
  expect(await isListedWithOne(chief, id)).toBe(true)
  expect((await chief.call(resetSecondFactor, { params: { userId: id } })).status).toBe(204)
  expect(await isListedWithOne(chief, id)).toBe(false)
  expect(await enter()).toBe('in')
  const told = await sink.takeMail(administrator.email)
  expect(told).toMatchObject({ subject: 'Votre second facteur a été retiré' })
  expect(told.text).toContain(`${world.origin}/compte`)
  const { rows } = await world.api.context.database.pool.query(
    `SELECT action FROM "AuditEntry" WHERE action LIKE 'second-factor.%' ORDER BY id`,
  )
  expect(rows.map(({ action }) => action)).toEqual(['second-factor.enabled', 'second-factor.reset'])
})

test('REQUIRE_SECOND_FACTOR=administrators: without one, a local administrator administers nothing until they have it', async () => {
  await using strict = await startTestWorld({ environment: { REQUIRE_SECOND_FACTOR: 'administrators' } })
  const chief = strict.guest()
  const answer = await chief.call(signIn, { body: administrator })
  const powerless = { role: 'member', platformAdministrator: false, secondFactorMissing: true }
  expect(answer.body).toMatchObject(powerless)
  expect((await chief.call(getMe, {})).body).toMatchObject(powerless)
  expect(await chief.call(listUsers, {})).toMatchObject({
    status: 403,
    body: { code: 'second-factor-required' },
  })
  const { key } = await enable(chief)
  expect((await chief.call(listUsers, {})).status).toBe(200)
  expect((await chief.call(getMe, {})).body).toMatchObject({ role: 'administrator' })
  const body = { password, code: codeOf(key, 1) }
  expect((await chief.call(removeSecondFactor, { body })).status).toBe(204)
  expect((await chief.call(listUsers, {})).status).toBe(403)
})
