import { joinMeeting } from '@parvis/contract/admission'
import { updateMeeting } from '@parvis/contract/meetings'
import { changeRole, grantRole, listRoles, revokeRole, transferMeeting } from '@parvis/contract/roles'
import type { RoleEntry } from '@parvis/contract/roles'
import { createCast } from '@parvis/testkit/cast'
import type { Cast } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { readLive } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccount } from './account-for-tests.ts'
import type { Account } from './account-for-tests.ts'
import { sealRoles } from './seal-roles.ts'

let world: World
let cast: Cast
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  cast = createCast(world)
})
afterAll(async () => {
  await cast?.[Symbol.asyncDispose]()
  await world?.[Symbol.asyncDispose]()
})

const pool = () => world.api.context.database.pool

const account = (name: string, proven?: boolean) => createAccount(world, name, proven)

const give = (by: Visitor, slug: string, body: { email: string; role: 'cohost' | 'member' }) =>
  by.call(grantRole, { params: { slug }, body })

async function entries(by: Visitor, slug: string): Promise<readonly RoleEntry[]> {
  return ((await by.call(listRoles, { params: { slug } })).body as { items: RoleEntry[] }).items
}

async function entryOf(by: Visitor, slug: string, email: string): Promise<RoleEntry> {
  const found = (await entries(by, slug)).find((entry) => entry.email === email)
  if (!found) throw new Error(`no entry for ${email}`)
  return found
}

const state = async (visitor: Visitor, slug: string) =>
  (await visitor.call(joinMeeting, { params: { slug }, body: { name: 'Ada' } })).body as { state: string }

test('a member enters a restricted meeting without asking, a stranger waits', async () => {
  const [owner, ada, eve] = [await account('Owner'), await account('Ada'), await account('Eve')]
  const { slug } = await owner.visitor.createMeeting('Conseil', 'restricted')
  expect(await give(owner.visitor, slug, { email: ada.email.toUpperCase(), role: 'member' })).toMatchObject({
    status: 204,
  })
  expect(await state(ada.visitor, slug)).toMatchObject({ state: 'admitted' })
  expect(await state(eve.visitor, slug)).toMatchObject({ state: 'waiting' })
})

test('A33: the answer and the list are the same whether an address has an account or not', async () => {
  const [owner, ada] = [await account('Owner'), await account('Ada')]
  const { slug } = await owner.visitor.createMeeting()
  const answers = []
  for (const email of [ada.email, 'nobody@example.org'])
    answers.push(await give(owner.visitor, slug, { email, role: 'member' }))
  const [known, unknown] = answers.map(({ status, body }) => ({ status, body }))
  expect(known).toEqual(unknown)
  const listed = (await entries(owner.visitor, slug)).filter(({ own }) => !own)
  expect(listed.map(({ role, name, own }) => ({ role, name, own }))).toEqual(
    Array.from({ length: 2 }, () => ({ role: 'member', name: null, own: false })),
  )
  const { id } = await entryOf(owner.visitor, slug, ada.email)
  for (const roleId of [id, (await entryOf(owner.visitor, slug, 'nobody@example.org')).id])
    expect(
      await owner.visitor.call(changeRole, { params: { slug, roleId }, body: { role: 'owner' } }),
    ).toMatchObject({ status: 403 })
})

test('C11: the first account that proves an address gets its roles; a second one gets nothing', async () => {
  const owner = await account('Owner')
  const { slug } = await owner.visitor.createMeeting('Conseil', 'restricted')
  await give(owner.visitor, slug, { email: 'grace@example.net', role: 'cohost' })
  const [grace, mallory] = [await account('Grace', false), await account('Mallory', false)]
  await sealRoles(pool(), { id: grace.id, email: 'grace@example.net' })
  await sealRoles(pool(), { id: mallory.id, email: 'grace@example.net' })
  expect(await state(grace.visitor, slug)).toMatchObject({ state: 'admitted' })
  expect(await state(mallory.visitor, slug)).toMatchObject({ state: 'waiting' })
  await give(owner.visitor, slug, { email: 'grace@example.net', role: 'member' })
  await sealRoles(pool(), { id: mallory.id, email: 'grace@example.net' })
  expect(await state(mallory.visitor, slug)).toMatchObject({ state: 'waiting' })
})

test('C11: an account that has not proven its address gets nothing by it', async () => {
  const [owner, ada] = [await account('Owner'), await account('Ada', false)]
  const { slug } = await owner.visitor.createMeeting('Conseil', 'restricted')
  await give(owner.visitor, slug, { email: ada.email, role: 'member' })
  expect(await state(ada.visitor, slug)).toMatchObject({ state: 'waiting' })
})

test('of two who prove an address at once, one gets the role', async () => {
  const owner = await account('Owner')
  const { slug } = await owner.visitor.createMeeting()
  await give(owner.visitor, slug, { email: 'twin@example.net', role: 'member' })
  const twins = await Promise.all([account('One', false), account('Two', false)])
  await Promise.all(twins.map(({ id }) => sealRoles(pool(), { id, email: 'twin@example.net' })))
  const { rows } = await pool().query(`SELECT 1 FROM "MeetingRole" WHERE email = 'twin@example.net'`)
  expect(rows).toHaveLength(1)
})

test('whoever leaves or is added in a running call feels it at once, at the SFU as well', async () => {
  const [owner, ada] = [await account('Owner'), await account('Ada')]
  const { slug } = await owner.visitor.createMeeting('Conseil', 'public')
  await owner.visitor.call(updateMeeting, { params: { slug }, body: { rights: { screen: false } } })
  const person = await cast.enter(slug, ada.visitor)
  await using live = readLive(person.visitor, person.live)
  const told = (kind: string) => live.events.map(({ event }) => event).filter((event) => event.kind === kind)
  const mayShare = async () =>
    (await sources(slug)).find(({ identity }) => identity === person.participantId)?.rights
  await eventually(async () => expect(await mayShare()).toMatchObject({ screen: false }))
  await live.arrived(1)
  await give(owner.visitor, slug, { email: ada.email, role: 'cohost' })
  await eventually(() => expect(told('host-changed')).toMatchObject([{ host: true, by: { name: 'Owner' } }]))
  await eventually(async () => expect(await mayShare()).toMatchObject({ screen: true }))
  expect(await ada.visitor.call(revokeRole, { params: { slug, roleId: 'own' } })).toMatchObject({
    status: 204,
  })
  await eventually(() => expect(told('host-changed')).toHaveLength(2))
  await eventually(async () => expect(await mayShare()).toMatchObject({ screen: false }))
})

async function sources(slug: string) {
  const { rows } = await pool().query<{ room: string }>(
    `SELECT o."sfuRoom" AS room FROM "Occurrence" o JOIN "Meeting" m ON m.id = o."meetingId" WHERE m.slug = $1`,
    [slug],
  )
  return world.api.context.sfu.listParticipants(rows[0]?.room ?? '')
}

test('a person who waits enters the moment they become member', async () => {
  const [owner, ada] = [await account('Owner'), await account('Ada')]
  const { slug } = await owner.visitor.createMeeting('Conseil', 'restricted')
  const place = await ada.visitor.knock(slug, 'Ada')
  await give(owner.visitor, slug, { email: ada.email, role: 'member' })
  const { rows } = await pool().query(`SELECT state FROM "Attendance" WHERE id = $1`, [place.participantId])
  expect(rows).toEqual([{ state: 'admitted' }])
})

/** Two owners of one meeting, both of whom have been there. */
async function twoOwners() {
  const [ada, grace] = [await account('Ada'), await account('Grace')]
  const { slug } = await ada.visitor.createMeeting()
  await give(ada.visitor, slug, { email: grace.email, role: 'cohost' })
  await cast.enter(slug, grace.visitor)
  const { id } = await entryOf(ada.visitor, slug, grace.email)
  return { ada, grace, slug, id }
}

test('a meeting keeps an owner, also when both leave at the same moment', async () => {
  const { ada, grace, slug, id } = await twoOwners()
  const leave = ({ visitor }: Account) => visitor.call(revokeRole, { params: { slug, roleId: 'own' } })
  expect(await leave(ada)).toMatchObject({ status: 409, body: { code: 'last-owner' } })
  const risen = await ada.visitor.call(changeRole, { params: { slug, roleId: id }, body: { role: 'owner' } })
  expect(risen).toMatchObject({ status: 204 })
  const statuses = (await Promise.all([leave(ada), leave(grace)])).map(({ status }) => status)
  expect(statuses.toSorted((one, other) => one - other)).toEqual([204, 409])
})

test('the meeting is handed over in one step', async () => {
  const { ada, grace, slug, id } = await twoOwners()
  const handed = await ada.visitor.call(transferMeeting, { params: { slug }, body: { to: id } })
  expect(handed).toMatchObject({ status: 204 })
  const list = await entries(grace.visitor, slug)
  expect(list.map(({ name, role, own }) => [name, role, own])).toEqual([
    ['Grace', 'owner', true],
    ['Ada', 'cohost', false],
  ])
  expect(await ada.visitor.call(transferMeeting, { params: { slug }, body: { to: id } })).toMatchObject({
    status: 403,
  })
})

test('the list is searched and paged, and refuses a cursor that is not ours', async () => {
  const owner = await account('Owner')
  const { slug } = await owner.visitor.createMeeting()
  for (const name of ['ada', 'grace', 'mary'])
    await give(owner.visitor, slug, { email: `${name}@example.net`, role: 'member' })
  const read = async (query: Record<string, string>) =>
    (await owner.visitor.call(listRoles, { params: { slug }, query })).body as {
      items: RoleEntry[]
      next: string | null
    }
  const first = await read({ limit: '2' })
  const second = await read({ limit: '2', after: first.next ?? '' })
  expect([...first.items, ...second.items].map(({ email }) => email)).toEqual([
    null,
    'ada@example.net',
    'grace@example.net',
    'mary@example.net',
  ])
  expect(second.next).toBeNull()
  expect((await read({ search: 'GRA' })).items).toHaveLength(1)
  const forged = Buffer.from('["owner","x","y"]').toString('base64url')
  expect(await owner.visitor.call(listRoles, { params: { slug }, query: { after: forged } })).toMatchObject({
    status: 400,
  })
})

test('C17: giving and taking a role stands in the audit, without the address', async () => {
  const owner = await account('Owner')
  const { slug } = await owner.visitor.createMeeting()
  await give(owner.visitor, slug, { email: 'audited@example.net', role: 'member' })
  const { id: roleId } = await entryOf(owner.visitor, slug, 'audited@example.net')
  await owner.visitor.call(revokeRole, { params: { slug, roleId } })
  const { rows } = await pool().query<{ action: string }>(
    `SELECT action, detail FROM "AuditEntry" WHERE target = $1 AND action LIKE 'role.%' ORDER BY id`,
    [`meeting:${slug}`],
  )
  expect(rows).toEqual(
    ['role.granted', 'role.revoked'].map((action) => ({ action, detail: { entry: roleId, role: 'member' } })),
  )
})
