import { createApiKey, listApiKeys, mostApiKeys, revokeApiKey } from '@parvis/contract/api-keys'
import { contract } from '@parvis/contract/contract'
import type { OrganisationId } from '@parvis/contract/ids'
import { keyScope } from '@parvis/contract/key-scopes'
import type { RouteShape } from '@parvis/contract/route'
import { exampleInputs } from '@parvis/testkit/example-inputs'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { createVisitor } from '@parvis/testkit/visitor'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let world: World
let town: OrganisationId
let local: Visitor
beforeAll(async () => {
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off' } })
  town = await world.organisation('Ville de Nantes')
  local = await world.member('Nadia', { organisationId: town, role: 'administrator' })
})
afterAll(() => world?.[Symbol.asyncDispose]())

const sql = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
  (await world.api.context.database.pool.query<Row>(text, [...values])).rows

async function makeKey(name: string): Promise<{ readonly key: string; readonly program: Visitor }> {
  const body = { name, scopes: ['people:read' as const] }
  const answer = await local.call(createApiKey, { params: { organisationId: town }, body })
  const { key } = createApiKey.reply.parse(answer.body)
  return { key, program: createVisitor(world.origin, key) }
}

async function kept() {
  const { body } = await local.call(listApiKeys, { params: { organisationId: town } })
  return listApiKeys.reply.parse(body).keys
}

function codeOf({ status, body }: { readonly status: number; readonly body: unknown }) {
  return [status, (body as { code?: string } | undefined)?.code]
}

test('a key is told once, is valid for 90 days unless said otherwise, and opens nothing once it is revoked', async () => {
  const { key, program } = await makeKey('Tableau de bord')
  expect((await program.call(contract.listUsers, {})).status).toBe(200)
  const [made] = await kept()
  expect(made).toEqual({
    id: expect.any(String),
    name: 'Tableau de bord',
    start: key.slice(0, 13),
    scopes: ['people:read'],
    createdAt: expect.any(String),
    expiresAt: expect.any(String),
    expired: false,
    lastUsedAt: expect.stringMatching(/:00:00\.000Z$/),
  })
  expect(Date.parse(made!.expiresAt) - Date.parse(made!.createdAt)).toBe(90 * 24 * 60 * 60 * 1000)
  const params = { organisationId: town, keyId: made!.id }
  expect((await local.call(revokeApiKey, { params })).status).toBe(204)
  expect(codeOf(await program.call(contract.listUsers, {}))).toEqual([401, 'key-invalid'])
  const audited = await sql<{ action: string }>(
    `SELECT action FROM "AuditEntry" WHERE target = $1 AND actor LIKE 'user:%' ORDER BY id`,
    [`key:${made!.id}`],
  )
  expect(audited.map(({ action }) => action)).toEqual(['api-key.created', 'api-key.revoked'])
})

test('C17: neither the database nor the log has the key', async () => {
  const { key, program } = await makeKey('Secret')
  await program.call(contract.listUsers, {})
  const [dump] = await sql<{ text: string }>(`SELECT database_to_xml(false, false, '')::text AS text`)
  expect({ kept: dump?.text.includes(key), logged: world.log.join('').includes(key) }).toEqual({
    kept: false,
    logged: false,
  })
})

test('a key that has expired is refused like one that never was', async () => {
  const program = await world.program(['people:read'], town)
  await sql(`UPDATE "ApiKey" SET "expiresAt" = now() WHERE name = 'Program'`)
  expect((await kept()).map(({ expired }) => expired)).toContain(true)
  const expired = await program.call(contract.listUsers, {})
  const invented = await createVisitor(world.origin, `parvis_${'a'.repeat(43)}`).call(contract.listUsers, {})
  expect([codeOf(expired), codeOf(invented)]).toEqual([
    [401, 'key-invalid'],
    [401, 'key-invalid'],
  ])
})

test('nobody makes a key that lasts for more than a year, allows nothing, or is one too many', async () => {
  const make = async (body: object) => {
    const whole = { name: 'Un de trop', scopes: ['people:read' as const], ...body }
    return (await local.call(createApiKey, { params: { organisationId: town }, body: whole })).status
  }
  expect([await make({ days: 366 }), await make({ days: 0 }), await make({ scopes: [] })]).toEqual([
    400, 400, 400,
  ])
  for (let count = (await kept()).length; count < mostApiKeys; count++)
    expect(await make({ days: 365 })).toBe(201)
  expect(await make({})).toBe(409)
  await sql('DELETE FROM "ApiKey" WHERE "organisationId" = $1', [town])
})

const scoped = Object.entries<RouteShape>(contract).filter(([, { scope }]) => scope)

describe('C26: a key opens what its scopes name, and nothing else', () => {
  test.each(keyScope.options)('%s', async (only) => {
    const program = await world.program([only], town)
    const inputs = exampleInputs({ slug: 'aaa-aaaa-aaa', place: 'p_000000000000000000000000' as never })
    for (const [name, route] of scoped) {
      const answer = await program.call(route, inputs[name as keyof typeof inputs])
      const refused = codeOf(answer)[1] === 'key-not-allowed'
      expect({ name, refused }).toEqual({ name, refused: route.scope !== only })
    }
  })
})

test('A80: a key sees its organisation alone, also when it asks for another', async () => {
  await world.member('Marie Curie')
  await world.member('Ada', { organisationId: town })
  const program = await world.program(['people:read', 'statistics:read', 'audit:read'], town)
  const people = contract.listUsers.reply.parse((await program.call(contract.listUsers, {})).body).items
  expect(new Set(people.map(({ organisation }) => organisation.id))).toEqual(new Set([town]))
  const others = await sql<{ id: OrganisationId }>('SELECT id FROM "Organisation" WHERE id <> $1', [town])
  const query = { organisationId: others[0]!.id }
  expect((await program.call(contract.listUsers, { query })).status).toBe(404)
  expect((await program.call(contract.listAudit, { query })).status).toBe(404)
})

describe('a key counts in the Authorization header alone', () => {
  test.each([
    ['the address', (key: string) => [`/api/v1/admin/users?access_token=${key}&key=${key}`, {}] as const],
    ['a cookie', (key: string) => ['/api/v1/admin/users', { Cookie: `parvis-session=${key}` }] as const],
    [
      'another scheme',
      (key: string) => ['/api/v1/admin/users', { Authorization: `Basic ${btoa(`key:${key}`)}` }] as const,
    ],
  ])('not in %s', async (_, presented) => {
    const { key } = await makeKey('Mal présentée')
    const [path, headers] = presented(key)
    expect((await world.guest().fetch(path, { headers })).status).toBe(401)
  })

  test('A54: beside a cookie it is refused, so that no page borrows a browser’s session', async () => {
    const { key } = await makeKey('À deux')
    for (const headers of [{}, { Origin: 'https://evil.example' }]) {
      const answer = await local.fetch('/api/v1/meetings', {
        method: 'POST',
        headers: { ...headers, Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        body: '{}',
      })
      expect(codeOf({ status: answer.status, body: await answer.json() })).toEqual([400, 'two-credentials'])
    }
  })
})

describe('a key that may create meetings', () => {
  async function personOf(visitor: Visitor): Promise<string> {
    return contract.getMe.reply.parse((await visitor.call(contract.getMe, {})).body).id
  }

  async function create(owner: string) {
    const program = await world.program(['meetings:write'], town)
    return program.call(contract.createMeeting, { body: { name: 'Conseil', for: owner } })
  }

  test('makes them for a person, who owns them; the audit says which key, for whom', async () => {
    const ada = await world.member('Ada', { organisationId: town })
    const id = await personOf(ada)
    const { slug } = contract.createMeeting.reply.parse((await create(id)).body)
    const own = await ada.call(contract.getOwnMeeting, { params: { slug } })
    expect(own.body).toMatchObject({ name: 'Conseil', role: 'owner' })
    const { body } = await local.call(contract.listAudit, { query: { target: `meeting:${slug}` } })
    const { items, people } = contract.listAudit.reply.parse(body)
    expect(items).toMatchObject([{ action: 'meeting.created', actingFor: `user:${id}` }])
    expect(items[0]?.actor).toMatch(/^key:/)
    expect(people[items[0]?.actor ?? '']).toBe('Program')
  })

  test('A80: makes none for somebody of another organisation, or whose account is disabled', async () => {
    expect(codeOf(await create(await personOf(await world.member('Ailleurs'))))).toEqual([403, 'forbidden'])
    const gone = await personOf(await world.member('Parti', { organisationId: town }))
    await sql('UPDATE "User" SET "disabledAt" = now() WHERE id = $1', [gone])
    expect(codeOf(await create(gone))).toEqual([403, 'forbidden'])
  })

  test('makes none where the organisation lets nobody create any', async () => {
    const id = await personOf(await world.member('Ada', { organisationId: town }))
    await sql(`UPDATE "Organisation" SET "meetingCreators" = 'nobody' WHERE id = $1`, [town])
    expect(codeOf(await create(id))).toEqual([403, 'creation-not-allowed'])
    await sql(`UPDATE "Organisation" SET "meetingCreators" = 'everybody' WHERE id = $1`, [town])
  })
})

test('C25: who tries keys is soon refused, and a valid key behind the same address is not', async () => {
  await using api = await world.startApi({ RATE_LIMITS: 'on' })
  const origin = `http://localhost:${api.port}`
  const { key } = await makeKey('Connue')
  const wrong = createVisitor(origin, 'parvis_wrong')
  const statuses: number[] = []
  for (let count = 0; count < 22; count++) statuses.push((await wrong.call(contract.listUsers, {})).status)
  expect(statuses.slice(-2)).toEqual([429, 429])
  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401))
  expect((await createVisitor(origin, key).call(contract.listUsers, {})).status).toBe(200)
})
