import { setAccountDisabled } from '@parvis/contract/accounts'
import { joinMeeting } from '@parvis/contract/admission'
import { getMe } from '@parvis/contract/session'
import { connectBot } from '@parvis/testkit/bot'
import { eventually } from '@parvis/testkit/eventually'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { upgrade } from '@parvis/testkit/upgrade'
import type { Visitor } from '@parvis/testkit/visitor'
import { createVisitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
let admin: Visitor
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  admin = await world.administrator()
})
afterAll(() => world?.[Symbol.asyncDispose]())

async function idOf(visitor: Visitor): Promise<string> {
  return ((await visitor.call(getMe, {})).body as { id: string }).id
}

const disable = (actor: Visitor, userId: string, disabled = true) =>
  actor.call(setAccountDisabled, { params: { userId }, body: { disabled } })

test('A79: whoever is disabled is out of the running meeting within 2 s, and their token opens nothing any more', async () => {
  const ada = await world.member('Ada')
  const userId = await idOf(ada)
  const { slug } = await admin.createMeeting('Conseil', 'public')
  const { token } = await ada.join(slug, {})
  const bot = await connectBot(world.livekit?.url ?? '', token)
  const connect = () =>
    upgrade(world.origin, `/rtc/v1?access_token=${token}&join_request=EgA=`, {
      Origin: world.origin,
      Cookie: ada.cookieHeader(),
    })
  expect((await disable(admin, userId)).status).toBe(204)
  await eventually(() => expect(bot.connected).toBe(false), 2000)
  expect((await connect()).status).toBe(403)
  expect((await ada.call(getMe, {})).status).toBe(401)
  const { rows } = await world.api.context.database.pool.query(
    `SELECT action, target, detail FROM "AuditEntry" WHERE action = 'account.disabled'`,
  )
  expect(rows).toEqual([
    { action: 'account.disabled', target: `user:${userId}`, detail: { sessions: 1, places: 1 } },
  ])
  await bot.leave()
})

test('A79, C07: a session from before is refused by every process, at once and after the account is enabled again', async () => {
  const ada = await world.member('Ada')
  await using other = await world.startApi()
  const elsewhere = createVisitor(`http://localhost:${other.port}`)
  for (const [name, value] of ada.cookies) elsewhere.cookies.set(name, value)
  const userId = await idOf(elsewhere)
  await disable(admin, userId)
  expect((await elsewhere.call(getMe, {})).status).toBe(401)
  await disable(admin, userId, false)
  expect((await elsewhere.call(getMe, {})).status).toBe(401)
})

test('whoever waits for a meeting when they are disabled waits no more', async () => {
  const { slug } = await admin.createMeeting('Secret', 'restricted')
  const ada = await world.member('Ada')
  const { participantId } = await ada.knock(slug, 'Ada')
  await disable(admin, await idOf(ada))
  const answer = await ada.call(joinMeeting, { params: { slug }, body: { name: 'Ada', participantId } })
  expect(answer.body).not.toMatchObject({ state: 'admitted' })
  const { rows } = await world.api.context.database.pool.query(
    `SELECT state FROM "Attendance" WHERE id = $1`,
    [participantId],
  )
  expect(rows).toEqual([{ state: 'removed' }])
})

test('A80: nobody disables themselves, somebody of another organisation, or whoever administers everything', async () => {
  const local = await world.member('Local', { role: 'administrator' })
  const foreigner = await world.member('F', { organisationId: await world.organisation('Elsewhere') })
  expect((await disable(local, await idOf(local))).status).toBe(403)
  expect((await disable(local, await idOf(admin))).status).toBe(403)
  expect((await disable(local, await idOf(foreigner))).status).toBe(404)
  expect((await disable(local, '00000000-0000-4000-8000-000000000000')).status).toBe(404)
  expect((await disable(admin, await idOf(foreigner))).status).toBe(204)
})

test('of two administrators of everything who disable each other at the same moment, one remains', async () => {
  const pair = await Promise.all(
    ['One', 'Two'].map((name) => world.member(name, { platformAdministrator: true })),
  )
  const [one = admin, two = admin] = pair
  const [first, second] = [await idOf(one), await idOf(two)]
  await Promise.all([disable(one, second), disable(two, first)])
  const { rows } = await world.api.context.database.pool.query(
    'SELECT count(*)::int AS count FROM "User" WHERE "disabledAt" IS NULL AND id = ANY($1)',
    [[first, second]],
  )
  expect(rows).toEqual([{ count: 1 }])
})
