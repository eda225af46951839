import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asEntra, core, enterprise, openDirectory, patch } from './directory-for-tests.ts'
import type { DirectoryOrganisation } from './directory-for-tests.ts'

let world: World
let here: DirectoryOrganisation
beforeAll(async () => {
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off' } })
})
afterAll(() => world?.[Symbol.asyncDispose]())
beforeEach(async () => {
  here = await openDirectory(world, 'Administrateurs')
})

async function makePerson(): Promise<string> {
  return (await here.ask('POST', '/Users', asEntra(`${randomUUID()}@prefecture.fr`))).body.id
}

const makePeople = (count: number) => Promise.all(Array.from({ length: count }, makePerson))

async function makeGroup(...members: readonly string[]): Promise<string> {
  const { body } = await here.ask('POST', '/Groups', {
    schemas: [`${core}:Group`],
    displayName: 'Administrateurs',
    members: members.map((value) => ({ value })),
  })
  return body.id
}

async function membersOf(group: string): Promise<readonly string[]> {
  const { body } = await here.ask('GET', `/Groups/${group}`)
  const { members } = body as unknown as { members: readonly { value: string }[] }
  return members.map(({ value }) => value).toSorted()
}

async function administrators(): Promise<readonly string[]> {
  const { rows } = await world.api.context.database.pool.query<{ id: string }>(
    `SELECT id FROM "User" WHERE "organisationId" = $1 AND role = 'administrator'`,
    [here.id],
  )
  return rows.map(({ id }) => id).toSorted()
}

const off = { op: 'Replace', path: 'active', value: 'False' }

test.each([
  ['a department', { op: 'Replace', path: `${enterprise}:department`, value: 'DSI' }],
  ['a manager', { op: 'Add', path: `${enterprise}:manager`, value: randomUUID() }],
  ['a telephone that they had not', { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '01' }],
  ['an address that we do not keep', { op: 'Add', path: 'emails[type eq "home"].value', value: 'a@b.fr' }],
  ['a title', { op: 'Remove', path: 'title' }],
  ['all of it in one', { op: 'Replace', value: { [`${enterprise}:department`]: 'DSI', title: null } }],
])('A79: what a directory says of %s in the same request keeps nobody in', async (_, operation) => {
  const path = `/Users/${await makePerson()}`
  expect((await here.ask('PATCH', path, patch(operation))).status).toBeLessThan(300)
  expect((await here.ask('PATCH', path, patch(operation, off))).status).toBe(200)
  expect((await here.ask('GET', path)).body).toMatchObject({ active: false })
})

test('A79: who was put out stays out when a directory writes them without saying whether they are active', async () => {
  const id = await makePerson()
  await here.ask('PATCH', `/Users/${id}`, patch({ op: 'replace', value: { active: 'false' } }))
  const { active: _, ...silent } = asEntra(`${randomUUID()}@prefecture.fr`)
  const replies = [
    await here.ask('PUT', `/Users/${id}`, silent),
    await here.ask('PATCH', `/Users/${id}`, patch({ op: 'Replace', path: 'active', value: null })),
    await here.ask('GET', `/Users/${id}`),
  ]
  expect(replies.map(({ status }) => status)).toEqual([200, 204, 200])
  expect(replies[2]?.body).toMatchObject({ active: false, userName: silent.userName })
})

test('an account may come with what is null, and with all that a directory knows', async () => {
  const made = await here.ask('POST', '/Users', {
    ...asEntra('full@prefecture.fr'),
    schemas: [`${core}:User`, enterprise],
    addresses: null,
    title: null,
    phoneNumbers: [{ type: 'a type of their own', value: '01' }],
    [enterprise]: { department: 'DSI', manager: { value: randomUUID() } },
  })
  expect(made).toMatchObject({ status: 201, body: { userName: 'full@prefecture.fr' } })
})

test('members that are added at the same moment are all in the group, and administer', async () => {
  const people = await makePeople(8)
  const group = await makeGroup()
  await Promise.all(
    people.map((value) =>
      here.ask('PATCH', `/Groups/${group}`, patch({ op: 'Add', path: 'members', value: [{ value }] })),
    ),
  )
  expect(await membersOf(group)).toEqual(people.toSorted())
  expect(await administrators()).toEqual(people.toSorted())
})

test.each([
  ['Entra', (value: string) => ({ op: 'Remove', path: 'members', value: [{ $ref: null, value }] })],
  ['others', (value: string) => ({ op: 'remove', path: 'members', value: [{ value, display: 'Somebody' }] })],
  ['the standard', (value: string) => ({ op: 'remove', path: `members[value eq "${value}"]` })],
])('one member is taken out as %s asks, and the rest stay', async (_, removal) => {
  const [first = '', ...others] = await makePeople(3)
  const group = await makeGroup(first, ...others)
  expect((await here.ask('PATCH', `/Groups/${group}`, patch(removal(first)))).status).toBe(200)
  expect(await membersOf(group)).toEqual(others.toSorted())
  expect(await administrators()).toEqual(others.toSorted())
})

test('a group is written with its members as Keycloak knows them', async () => {
  const [value = ''] = await makePeople(1)
  const group = await makeGroup()
  const { status } = await here.ask('PUT', `/Groups/${group}`, {
    schemas: [`${core}:Group`],
    displayName: 'Administrateurs',
    members: [{ value, $ref: `https://annuaire.example/Users/${value}`, display: 'Ada' }],
  })
  expect([status, await membersOf(group)]).toEqual([200, [value]])
})

test('whoever is deleted administers no more, also when they are made again', async () => {
  const person = asEntra('chief@prefecture.fr')
  const { id } = (await here.ask('POST', '/Users', person)).body
  await makeGroup(id)
  expect(await administrators()).toEqual([id])
  await here.ask('DELETE', `/Users/${id}`)
  expect((await here.ask('POST', '/Users', person)).body).toMatchObject({ id })
  expect(await administrators()).toEqual([])
})

test('A80: a directory is told nothing of a member who works elsewhere now', async () => {
  const [id = ''] = await makePeople(1)
  const group = await makeGroup(id)
  const there = await openDirectory(world)
  await world.api.context.database.pool.query('UPDATE "User" SET "organisationId" = $2 WHERE id = $1', [
    id,
    there.id,
  ])
  expect(await membersOf(group)).toEqual([])
})

test('an address that the directory gives somebody is not one that they have proven', async () => {
  const id = await makePerson()
  const { pool } = world.api.context.database
  await pool.query('UPDATE "User" SET "addressProvenAt" = now() WHERE id = $1', [id])
  const proven = async () =>
    (await pool.query('SELECT "addressProvenAt" IS NOT NULL AS proven FROM "User" WHERE id = $1', [id])).rows
  await here.ask('PATCH', `/Users/${id}`, patch({ op: 'Replace', path: 'displayName', value: 'Ada King' }))
  expect(await proven()).toEqual([{ proven: true }])
  const value = 'ministre@prefecture.fr'
  await here.ask(
    'PATCH',
    `/Users/${id}`,
    patch({ op: 'Replace', path: 'emails[type eq "work"].value', value }),
  )
  expect(await proven()).toEqual([{ proven: false }])
})

test.each([
  ['GET', '/Users/%00', undefined],
  ['DELETE', '/Users/%00', undefined],
  ['GET', `/Users?filter=${encodeURIComponent('userName eq "\0"')}`, undefined],
  ['POST', '/Users/.search', { filter: 'userName eq "\0"' }],
  ['POST', '/Users', { ...asEntra('nul@prefecture.fr'), externalId: 'a\0b' }],
  ['POST', '/Groups', { schemas: [`${core}:Group`], displayName: 'A', externalId: '\0' }],
  ['POST', '/Users', '{"userName":'],
] as const)(
  'C24: %s %s with what nobody types is refused in the words of the protocol',
  async (method, path, sent) => {
    const { status, body } = await here.ask(method, path, sent)
    expect([status, body]).toEqual([
      400,
      expect.objectContaining({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'] }),
    ])
  },
)

test('however many directories write at once, each of them finds room in the database', async () => {
  const directories = await Promise.all(Array.from({ length: 24 }, () => openDirectory(world)))
  const answers = directories.map(async ({ ask }) => {
    const { body } = await ask('POST', '/Users', asEntra(`${randomUUID()}@prefecture.fr`))
    const one = `/Users/${body.id}`
    const renamed = patch({ op: 'Replace', path: 'displayName', value: 'Grace Hopper' })
    return (await ask('PATCH', one, renamed)).status
  })
  expect(new Set(await Promise.all(answers))).toEqual(new Set([200]))
})
