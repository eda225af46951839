import { createMeeting, everyRight, getMeeting, listMeetings } from '@parvis/contract/meetings'
import type { Meeting } from '@parvis/contract/meetings'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSlug } from './slug.ts'
import { insertMeeting } from './store.ts'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off' } })
})
afterAll(() => world?.[Symbol.asyncDispose]())

test('A16, A18: only signed-in people create meetings', async () => {
  const refused = await world.guest().call(createMeeting, { body: {} })
  expect(refused).toMatchObject({ status: 401, body: { code: 'sign-in-required' } })
})

test('a new meeting is public, has an address of this site, and no name unless one was given', async () => {
  const ada = await world.member('Ada')
  const made = await ada.call(createMeeting, { body: {} })
  const { slug } = made.body as Meeting
  expect(made).toMatchObject({ status: 201 })
  expect(made.body).toEqual({
    slug: expect.stringMatching(/^[a-z]{3}-[a-z]{4}-[a-z]{3}$/),
    address: null,
    name: null,
    access: 'public',
    rights: everyRight,
    role: 'owner',
    waitForHost: false,
    membersStandIn: false,
    passcode: false,
    actingFor: null,
    url: `${world.origin}/${slug}`,
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    lastUsedAt: null,
  })
  expect((await ada.call(createMeeting, { body: { name: '  Conseil   municipal ' } })).body).toMatchObject({
    name: 'Conseil municipal',
  })
})

test.each([
  { name: '' },
  { name: 'x'.repeat(121) },
  { name: 7 },
  { access: 'secret' },
  { role: 'owner' },
  { access: null },
])('a meeting cannot be made of %j', async (body) => {
  const ada = await world.member('Ada')
  const answer = await ada.fetch(createMeeting.path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(400)
})

test('A2, C22: people find their own meetings in the list and nobody else’s, the last used first', async () => {
  const [ada, eve] = [await world.member('Ada'), await world.member('Eve')]
  const made = []
  for (const name of ['Lundi', 'Mardi', 'Mercredi']) made.push(await ada.createMeeting(name))
  await eve.createMeeting('Autre')
  await world.api.context.database.pool.query(`UPDATE "Meeting" SET "lastUsedAt" = now() WHERE slug = $1`, [
    made[0]?.slug,
  ])
  const listed = async (visitor: typeof ada) =>
    ((await visitor.call(listMeetings, {})).body as { items: Meeting[] }).items.map(({ name }) => name)
  expect(await listed(ada)).toEqual(['Lundi', 'Mercredi', 'Mardi'])
  expect(await listed(eve)).toEqual(['Autre'])
  expect((await world.guest().call(listMeetings, {})).status).toBe(401)
})

test('the list comes in pages, every meeting once', async () => {
  const ada = await world.member('Ada')
  for (let made = 0; made < 52; made += 1) await ada.createMeeting()
  const first = (await ada.call(listMeetings, {})).body as { items: Meeting[]; next: string }
  const second = (await ada.call(listMeetings, { query: { after: first.next } })).body as typeof first
  expect([first.items.length, second.items.length, second.next]).toEqual([50, 2, null])
  expect(new Set([...first.items, ...second.items].map(({ slug }) => slug)).size).toBe(52)
})

test('the list is searched by name and by code', async () => {
  const ada = await world.member('Ada')
  const made = await ada.createMeeting('Conseil municipal')
  await ada.createMeeting('Bureau')
  const find = async (search: string) =>
    ((await ada.call(listMeetings, { query: { search } })).body as { items: Meeting[] }).items.map(
      ({ name }) => name,
    )
  expect(await find('MUNI')).toEqual(['Conseil municipal'])
  expect(await find(made.slug.slice(0, 8))).toEqual(['Conseil municipal'])
  expect(await find('%')).toEqual([])
})

test('an address that is taken is not given twice, and the taken meeting stays as it was', async () => {
  const { database } = world.api.context
  const { pool } = database
  const prisma = await database.prisma()
  await world.member('Owner')
  const { rows } = await pool.query(`SELECT id, "organisationId" FROM "User" WHERE name = 'Owner'`)
  const [owner] = rows as { id: string; organisationId: string }[]
  if (!owner) throw new Error('no owner')
  const slug = createSlug()
  const first = await insertMeeting(prisma, { slug, name: 'First', access: 'public', owner })
  const second = await insertMeeting(prisma, { slug, name: 'Second', access: 'public', owner })
  expect(first).toMatchObject({ slug, name: 'First' })
  expect(second).toBeUndefined()
  const { rows: kept } = await pool.query('SELECT name FROM "Meeting" WHERE slug = $1', [slug])
  expect(kept).toEqual([{ name: 'First' }])
})

test('A1, A2: a meeting that never was answers the same whoever asks, and an address that cannot be is told apart from none', async () => {
  const asked = [world.guest(), await world.member('Ada')]
  const answers = await Promise.all(
    asked.map((visitor) => visitor.call(getMeeting, { params: { slug: createSlug() } })),
  )
  for (const answer of answers)
    expect(answer).toMatchObject({ status: 404, body: { code: 'meeting-not-found' } })
  expect((await world.guest().call(getMeeting, { params: { slug: 'ABC-DEFG-HIJ' } })).status).toBe(400)
})

test('A2: the door tells no account, no address and no organisation', async () => {
  const ada = await world.member('Ada')
  const { slug } = await ada.createMeeting('Conseil')
  const door = await world.guest().call(getMeeting, { params: { slug } })
  expect(Object.keys(door.body as object)).toEqual([
    'slug',
    'entry',
    'passcode',
    'locked',
    'name',
    'present',
    'presentCount',
    'ownPlace',
  ])
})

test('C17: making a meeting stands in the audit', async () => {
  const ada = await world.member('Ada')
  const { slug } = await ada.createMeeting()
  const { rows } = await world.api.context.database.pool.query(
    `SELECT action, actor, detail FROM "AuditEntry" WHERE target = $1`,
    [`meeting:${slug}`],
  )
  expect(rows).toEqual([{ action: 'meeting.created', actor: expect.stringMatching(/^user:/), detail: {} }])
})
