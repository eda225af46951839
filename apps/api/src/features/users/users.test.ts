import type { UserId } from '@parvis/contract/ids'
import { getMe } from '@parvis/contract/session'
import { endUserSessions, listUsers, updateUser } from '@parvis/contract/users'
import type { User } from '@parvis/contract/users'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
let chief: Visitor
beforeAll(async () => {
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off' } })
  chief = await world.administrator()
})
afterAll(() => world?.[Symbol.asyncDispose]())

async function list(visitor: Visitor, query: Record<string, string> = {}): Promise<readonly User[]> {
  const { body } = await visitor.call(listUsers, { query })
  return listUsers.reply.parse(body).items
}

async function idOf(visitor: Visitor): Promise<UserId> {
  const { body } = await visitor.call(getMe, {})
  return getMe.reply.parse(body).id
}

const change = (visitor: Visitor, userId: UserId, body: object) =>
  visitor.call(updateUser, { params: { userId }, body })

test('people are found by part of their name or address, whatever the case and accents', async () => {
  await world.member('Hélène Dupont')
  for (const search of ['helene', 'DUPONT', 'lène du'])
    expect((await list(chief, { search })).map(({ name }) => name)).toEqual(['Hélène Dupont'])
  expect((await list(chief, { search: 'admin@example' })).map(({ name }) => name)).toEqual(['admin'])
})

test('a row says how somebody signs in, when they were last seen, and whether they are disabled', async () => {
  const ada = await world.member('Ada Lovelace')
  const id = await idOf(ada)
  const { pool } = world.api.context.database
  await pool.query(`INSERT INTO "Identity" (provider, subject, "userId") VALUES ('proconnect', 'ada', $1)`, [
    id,
  ])
  await pool.query('UPDATE "User" SET "disabledAt" = now() WHERE id = $1', [id])
  expect(await list(chief, { search: 'lovelace' })).toEqual([
    {
      id,
      name: 'Ada Lovelace',
      email: expect.any(String),
      organisation: { id: expect.any(String), name: 'Parvis' },
      role: 'member',
      platformAdministrator: false,
      provider: 'proconnect',
      local: true,
      secondFactor: false,
      lastSeenAt: expect.any(String),
      disabledAt: expect.any(String),
      invitation: { expiresAt: null },
    },
  ])
})

test('pages follow each other without loss, also among equal names', async () => {
  for (let count = 0; count < 5; count++) await world.member('Camille Martin')
  const seen: string[] = []
  let after: string | null = null
  do {
    const query = { search: 'camille martin', limit: '2', ...(after && { after }) }
    const { body } = await chief.call(listUsers, { query })
    const page = listUsers.reply.parse(body)
    seen.push(...page.items.map(({ id }) => id))
    after = page.next
  } while (after)
  expect(new Set(seen).size).toBe(5)
})

test('a role counts from the next request on, and the last administrator keeps it', async () => {
  const organisationId = await world.organisation('Mairie')
  const first = await world.member('First', { organisationId, role: 'administrator' })
  const second = await world.member('Second', { organisationId })
  const [firstId, secondId] = [await idOf(first), await idOf(second)]
  expect((await list(first, { only: 'administrators' })).map(({ id }) => id)).toEqual([firstId])
  expect((await change(first, firstId, { role: 'member' })).status).toBe(409)
  expect((await change(first, secondId, { role: 'administrator' })).status).toBe(200)
  expect((await second.call(listUsers, {})).status).toBe(200)
  expect((await change(first, firstId, { role: 'member' })).status).toBe(200)
  expect((await first.call(listUsers, {})).status).toBe(403)
})

test('two administrators who take the role from each other at once do not leave nobody', async () => {
  const organisationId = await world.organisation('Duel')
  const one = await world.member('One', { organisationId, role: 'administrator' })
  const other = await world.member('Other', { organisationId, role: 'administrator' })
  const [oneId, otherId] = [await idOf(one), await idOf(other)]
  await Promise.all([change(one, otherId, { role: 'member' }), change(other, oneId, { role: 'member' })])
  const left = await list(chief, { organisationId, only: 'administrators' })
  expect(left).toHaveLength(1)
})

test('a platform administrator moves people, who begin as members; others do not', async () => {
  const organisationId = await world.organisation('Arrivée')
  const ada = await world.member('Voyageuse', { role: 'administrator' })
  await world.member('Restante', { role: 'administrator' })
  const id = await idOf(ada)
  const local = await world.member('Local', { role: 'administrator' })
  expect((await change(local, id, { organisationId })).status).toBe(403)
  expect(await change(chief, id, { organisationId })).toMatchObject({
    status: 200,
    body: { role: 'member', organisation: { id: organisationId, name: 'Arrivée' } },
  })
  const nowhere = '00000000-0000-4000-8000-000000000000'
  expect((await change(chief, id, { organisationId: nowhere })).status).toBe(404)
})

test('C24: what is not for this administrator to change is refused by name', async () => {
  const local = await world.member('Local', { role: 'administrator' })
  const id = await idOf(local)
  expect((await change(local, id, { platformAdministrator: true })).status).toBe(403)
  expect((await change(chief, id, { email: 'eve@example.org' })).status).toBe(400)
})

test('C07: whose sessions are ended has to sign in again, in every browser', async () => {
  const ada = await world.member('Partout')
  const id = await idOf(ada)
  const end = (visitor: Visitor) => visitor.call(endUserSessions, { params: { userId: id } })
  const { pool } = world.api.context.database
  await pool.query(`UPDATE "Session" SET "idToken" = 'sealed' WHERE "userId" = $1`, [id])
  expect(await end(chief)).toMatchObject({ status: 200, body: { ended: 1 } })
  expect((await ada.call(getMe, {})).status).toBe(401)
  // What the provider said of them is not kept for a session that is over.
  const { rows } = await pool.query('SELECT "idToken" FROM "Session" WHERE "userId" = $1', [id])
  expect(rows).toEqual([{ idToken: null }])
  expect((await end(chief)).body).toEqual({ ended: 0 })
  const local = await world.member('Local', { role: 'administrator' })
  const chiefId = await idOf(chief)
  expect((await local.call(endUserSessions, { params: { userId: chiefId } })).status).toBe(403)
})
