import { listUsers } from '@parvis/contract/users'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createToken, hashToken } from '../../platform/cookies.ts'
import { asEntra, askScim, core, openDirectory, patch } from './directory-for-tests.ts'
import type { DirectoryOrganisation } from './directory-for-tests.ts'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off' } })
})
afterAll(() => world?.[Symbol.asyncDispose]())

const pool = () => world.api.context.database.pool

let here: DirectoryOrganisation
beforeEach(async () => {
  here = await openDirectory(world)
})

test('a directory looks somebody up, makes them, renames them and finds them by name in any case', async () => {
  const path = `/Users?filter=${encodeURIComponent('userName eq "ada@prefecture.fr"')}`
  expect((await here.ask('GET', path)).body).toMatchObject({ totalResults: 0, Resources: [] })
  const made = await here.ask('POST', '/Users', asEntra('ada@prefecture.fr'))
  expect(made).toMatchObject({
    status: 201,
    type: expect.stringContaining('application/scim+json'),
    body: { userName: 'ada@prefecture.fr', externalId: 'ada', active: true, displayName: 'Ada Lovelace' },
  })
  const { id } = made.body
  const renamed = await here.ask(
    'PATCH',
    `/Users/${id}`,
    patch({ op: 'Replace', path: 'displayName', value: 'Ada King' }),
  )
  expect(renamed.status).toBe(200)
  const found = await here.ask('GET', path.replace('ada%40', 'ADA%40'))
  expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id, displayName: 'Ada King' }] })
})

test('an account of a directory signs in through its provider, and never with a password', async () => {
  const { body } = await here.ask('POST', '/Users', asEntra('grace@prefecture.fr'))
  const { rows } = await pool().query('SELECT "local", "passwordHash" FROM "User" WHERE id = $1', [body.id])
  expect(rows).toEqual([{ local: false, passwordHash: null }])
  const listed = await (
    await world.administrator()
  ).call(listUsers, { query: { search: 'grace@prefecture' } })
  expect(listUsers.reply.parse(listed.body).items).toMatchObject([
    { id: body.id, provider: null, local: false },
  ])
})

test('a name that the directory has given already is a conflict, also when two requests give it at once', async () => {
  const replies = await Promise.all(
    [1, 2].map(() => here.ask('POST', '/Users', asEntra('two@prefecture.fr'))),
  )
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409])
  const refused = replies.find(({ status }) => status === 409)
  expect(refused?.body).toMatchObject({ scimType: 'uniqueness' })
})

test.each([
  ['as Entra does', patch({ op: 'Replace', path: 'active', value: 'False' })],
  ['as Keycloak does', patch({ op: 'replace', value: { active: false } })],
])('A79: a directory deactivates somebody, %s, and lets them in again', async (_, deactivation) => {
  const { body } = await here.ask('POST', '/Users', asEntra(`${randomUUID()}@prefecture.fr`))
  const off = await here.ask('PATCH', `/Users/${body.id}`, deactivation)
  expect(off).toMatchObject({ status: 200, body: { active: false } })
  const { rows } = await pool().query('SELECT "disabledAt" IS NOT NULL AS out FROM "User" WHERE id = $1', [
    body.id,
  ])
  expect(rows).toEqual([{ out: true }])
  const on = await here.ask('PATCH', `/Users/${body.id}`, patch({ op: 'replace', value: { active: true } }))
  expect(on.body).toMatchObject({ active: true })
})

test('who was deleted is gone for the directory and out; made again, they have their account back', async () => {
  const { body } = await here.ask('POST', '/Users', asEntra('back@prefecture.fr'))
  expect((await here.ask('DELETE', `/Users/${body.id}`)).status).toBe(204)
  expect((await here.ask('GET', `/Users/${body.id}`)).status).toBe(404)
  const again = await here.ask('POST', '/Users', asEntra('back@prefecture.fr'))
  expect(again).toMatchObject({ status: 201, body: { id: body.id, active: true } })
})

test('members of the administrators’ group administer the organisation, and nobody else of the directory does', async () => {
  here = await openDirectory(world, 'Administrateurs Parvis')
  const people = await Promise.all(
    ['a', 'b'].map((name) => here.ask('POST', '/Users', asEntra(`${name}@prefecture.fr`))),
  )
  const [ada, bob] = people.map(({ body }) => body.id)
  const group = await here.ask('POST', '/Groups', {
    schemas: [`${core}:Group`],
    displayName: 'Administrateurs Parvis',
    members: [{ value: ada }],
  })
  expect(group.status).toBe(201)
  const roles = async () => {
    const { rows } = await pool().query<{ id: string; role: string }>(
      'SELECT id, role FROM "User" WHERE "organisationId" = $1',
      [here.id],
    )
    return Object.fromEntries(rows.map(({ id, role }) => [id, role]))
  }
  expect(await roles()).toEqual({ [ada ?? '']: 'administrator', [bob ?? '']: 'member' })
  await here.ask(
    'PATCH',
    `/Groups/${group.body.id}`,
    patch(
      { op: 'Add', path: 'members', value: [{ value: bob }] },
      { op: 'Remove', path: `members[value eq "${ada}"]` },
    ),
  )
  expect(await roles()).toEqual({ [ada ?? '']: 'member', [bob ?? '']: 'administrator' })
  expect((await here.ask('DELETE', `/Groups/${group.body.id}`)).status).toBe(204)
  expect(await roles()).toEqual({ [ada ?? '']: 'member', [bob ?? '']: 'member' })
})

test('long lists come in parts, with how many there are', async () => {
  for (const name of ['1', '2', '3']) await here.ask('POST', '/Users', asEntra(`p${name}@prefecture.fr`))
  const page = await here.ask('GET', '/Users?startIndex=2&count=1')
  expect(page.body).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 })
  expect(page.body.Resources.map(({ userName }) => userName)).toEqual(['p2@prefecture.fr'])
  expect((await here.ask('GET', '/Users?startIndex=9')).body).toMatchObject({
    totalResults: 3,
    Resources: [],
  })
})

test('A80: a directory sees and changes nothing of another organisation', async () => {
  const there = await openDirectory(world)
  const { body } = await there.ask('POST', '/Users', asEntra('eve@rectorat.fr'))
  const group = await there.ask('POST', '/Groups', { schemas: [`${core}:Group`], displayName: 'Élèves' })
  const own = await here.ask('POST', '/Groups', {
    schemas: [`${core}:Group`],
    displayName: 'Agents',
    members: [{ value: body.id }],
  })
  const answers = await Promise.all([
    here.ask('GET', `/Users/${body.id}`),
    here.ask('PATCH', `/Users/${body.id}`, patch({ op: 'replace', value: { active: false } })),
    here.ask('DELETE', `/Users/${body.id}`),
    here.ask('GET', `/Groups/${group.body.id}`),
    here.ask('DELETE', `/Groups/${group.body.id}`),
  ])
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
  expect(own.body).toMatchObject({ members: [] })
  expect((await here.ask('GET', '/Users')).body).toMatchObject({ totalResults: 0 })
})

test('local accounts are not the directory’s', async () => {
  await world.member('Local')
  const { rows } = await pool().query<{ id: string; organisationId: string }>(
    'SELECT id, "organisationId" FROM "User" WHERE "local" LIMIT 1',
  )
  const token = createToken()
  await pool().query(
    `INSERT INTO "ProvisioningToken" (id, "organisationId", name, "tokenHash") VALUES (gen_random_uuid(), $1, 'x', $2)`,
    [rows[0]?.organisationId, hashToken(token)],
  )
  const path = `/Users/${rows[0]?.id}`
  const body = patch({ op: 'replace', value: { active: false } })
  expect((await askScim(world, { method: 'PATCH', path, body, token })).status).toBe(404)
})

test.each([
  ['no token', ''],
  ['a token of nobody', createToken()],
  ['something else', "' OR 1=1 --"],
])('C23: %s opens nothing', async (_, token) => {
  const replies = await Promise.all(
    ['/Users', '/Groups', '/Schemas'].map((path) => askScim(world, { method: 'GET', path, token })),
  )
  expect(replies.map(({ status }) => status)).toEqual([401, 401, 401])
})

test.each([
  ['POST', '/Users', { schemas: [`${core}:User`] }, 400],
  ['POST', '/Users', { ...asEntra('x@y.fr'), emails: [{ value: 'no address', primary: true }] }, 400],
  ['POST', '/Users', [], 400],
  ['GET', '/Users?filter=userName%20co%20%22a%22', undefined, 400],
  ['GET', '/Users?filter=active%20eq%20true%20or%20userName%20pr', undefined, 400],
  ['GET', '/Users/not-an-id', undefined, 404],
  ['PATCH', '/Users/not-an-id', patch({ op: 'replace', value: { active: false } }), 404],
  ['POST', '/Bulk', { Operations: [] }, 501],
  ['GET', '/Nothing', undefined, 404],
] as const)('C24: %s %s that makes no sense is refused in the words of the protocol', async (...of) => {
  const [method, path, body, status] = of
  const reply = await here.ask(method, path, body)
  expect(reply.status).toBe(status)
  expect(reply.body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'] })
})

test('C17: what a directory does stands in the audit under its token, by ids alone', async () => {
  const { body } = await here.ask('POST', '/Users', asEntra('audit@prefecture.fr'))
  const { rows } = await pool().query(
    'SELECT actor, action, target, detail FROM "AuditEntry" WHERE "organisationId" = $1',
    [here.id],
  )
  expect(rows).toEqual([
    {
      actor: expect.stringMatching(/^directory:/),
      action: 'account.provisioned',
      target: `user:${body.id}`,
      detail: {},
    },
  ])
})
