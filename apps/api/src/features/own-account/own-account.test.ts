import {
  changePassword,
  endOtherSessions,
  endSession,
  listSessions,
  renameMe,
} from '@parvis/contract/own-account'
import type { OwnSession } from '@parvis/contract/own-account'
import { getMe, signIn } from '@parvis/contract/session'
import { startSmtpSink } from '@parvis/testkit/smtp-sink'
import type { SmtpSink } from '@parvis/testkit/smtp-sink'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { createVisitor } from '@parvis/testkit/visitor'
import { administrator } from '@parvis/testkit/world'
import { afterAll, beforeAll, expect, test } from 'vitest'

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

async function sessionsOf(visitor: Visitor): Promise<readonly OwnSession[]> {
  return ((await visitor.call(listSessions, {})).body as { sessions: OwnSession[] }).sessions
}

/** The same account on another browser. */
async function otherBrowserOf(visitor: Visitor): Promise<Visitor> {
  const { id } = (await visitor.call(getMe, {})).body as { id: string }
  const other = world.guest()
  other.cookies.set('parvis-session', await world.api.context.sessions.open(id))
  return other
}

test('people see where they are signed in, with what, and which one they look from', async () => {
  const ada = await world.member('Ada')
  const other = await otherBrowserOf(ada)
  const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
  await other.fetch('/api/v1/me', { headers: { 'User-Agent': agent } })
  const [seen, unknown] = (await sessionsOf(ada)).toSorted((one) => (one.current ? 1 : -1))
  expect(seen).toEqual({
    id: expect.any(String),
    openedAt: expect.any(String),
    lastSeenAt: expect.any(String),
    browser: 'Firefox',
    system: 'Linux',
    current: false,
  })
  expect(unknown).toMatchObject({ browser: null, current: true })
  const { rows } = await sql(
    'SELECT s.* FROM "Session" s JOIN "User" u ON u.id = s."userId" WHERE u.name = $1',
    ['Ada'],
  )
  expect(JSON.stringify(rows)).not.toContain('Gecko')
})

test('C07: a session that its owner ends is refused by every process within a second', async () => {
  const ada = await world.member('Ada')
  const other = await otherBrowserOf(ada)
  await using replica = await world.startApi()
  const elsewhere = createVisitor(`http://localhost:${replica.port}`)
  for (const [name, value] of other.cookies) elsewhere.cookies.set(name, value)
  expect((await elsewhere.call(getMe, {})).status).toBe(200)
  const [ended] = (await sessionsOf(ada)).filter(({ current }) => !current)
  const params = { sessionId: ended?.id ?? '' }
  expect((await ada.call(endSession, { params })).status).toBe(204)
  expect((await elsewhere.call(getMe, {})).status).toBe(401)
  expect((await ada.call(endSession, { params })).status).toBe(404)
  expect(await sessionsOf(ada)).toHaveLength(1)
})

test('C22: nobody ends or sees a session of somebody else', async () => {
  const [ada, eve] = [await world.member('Ada'), await world.member('Eve')]
  const [session] = await sessionsOf(ada)
  const params = { sessionId: session?.id ?? '' }
  expect((await eve.call(endSession, { params })).status).toBe(404)
  expect((await ada.call(getMe, {})).status).toBe(200)
  expect(await sessionsOf(eve)).toHaveLength(1)
})

test('all other sessions end together; the one that asks goes on', async () => {
  const ada = await world.member('Ada')
  const others = [await otherBrowserOf(ada), await otherBrowserOf(ada)]
  expect((await ada.call(endOtherSessions, {})).status).toBe(204)
  for (const other of others) expect((await other.call(getMe, {})).status).toBe(401)
  expect((await ada.call(getMe, {})).status).toBe(200)
})

test('people of a local account rename themselves; names of an identity provider are kept there', async () => {
  const ada = await world.member('Ada')
  expect(await ada.call(renameMe, { body: { name: ' Ada  Lovelace ' } })).toMatchObject({
    status: 200,
    body: { name: 'Ada Lovelace' },
  })
  const { id } = (await ada.call(getMe, {})).body as { id: string }
  await sql('UPDATE "User" SET local = false WHERE id = $1', [id])
  expect((await ada.call(renameMe, { body: { name: 'Eve' } })).status).toBe(403)
  expect((await ada.call(getMe, {})).body).toMatchObject({ name: 'Ada Lovelace' })
})

test('the password changes for whoever knows the present one; other sessions end, and a mail tells', async () => {
  const [here, elsewhere] = [await world.administrator(), await world.administrator()]
  const password = 'another battery of horses'
  const wrong = await here.call(changePassword, { body: { current: 'wrong password', password } })
  expect(wrong).toMatchObject({ status: 403, body: { code: 'wrong-password' } })
  const right = await here.call(changePassword, { body: { current: administrator.password, password } })
  expect(right.status).toBe(204)
  expect((await here.call(getMe, {})).status).toBe(200)
  expect((await elsewhere.call(getMe, {})).status).toBe(401)
  expect((await world.guest().call(signIn, { body: administrator })).status).toBe(401)
  expect((await sink.takeMail(administrator.email)).subject).toBe('Votre mot de passe a été changé')
})

test('A4: the present password cannot be guessed from a browser that was left open', async () => {
  await using limited = await startTestWorld()
  const ada = await limited.administrator()
  const guess = () => ada.call(changePassword, { body: { current: 'a guess', password: 'a new password' } })
  const statuses = []
  for (const _ of Array.from({ length: 6 })) statuses.push((await guess()).status)
  expect(statuses).toEqual([403, 403, 403, 403, 403, 429])
}, 90_000)
