import { createProvisioningToken } from '@parvis/contract/provisioning'
import { displayName } from '@parvis/contract/text'
import { hostileTexts } from '@parvis/testkit/hostile-texts'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
let token: string
beforeAll(async () => {
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off' } })
  const organisationId = await world.organisation('Préfecture')
  const administrator = await world.administrator()
  const made = await administrator.call(createProvisioningToken, {
    params: { organisationId },
    body: { name: 'Annuaire' },
  })
  token = (made.body as { token: string }).token
})
afterAll(() => world?.[Symbol.asyncDispose]())

const core = 'urn:ietf:params:scim:schemas:core:2.0'

async function make(kind: 'User' | 'Group', body: object) {
  const answer = await world.guest().fetch(`/scim/v2/${kind}s`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' },
    body: JSON.stringify({ schemas: [`${core}:${kind}`], ...body }),
  })
  return { status: answer.status, body: (await answer.json()) as { displayName?: string } }
}

test.each(hostileTexts)(
  'A25: a directory that calls somebody %j is told the text, or that nobody can be shown so',
  async (text) => {
    const userName = `${crypto.randomUUID()}@prefecture.fr`
    const { status, body } = await make('User', { userName, displayName: text })
    const { data: name } = displayName.safeParse(text)
    expect([status, body.displayName]).toEqual(name === undefined ? [400, undefined] : [201, name])
  },
)

test.each(hostileTexts)(
  'A25: a name or a group of a directory called %j is no fault of ours',
  async (text) => {
    const { status } = await make('User', { userName: text, externalId: text, displayName: 'Ada' })
    expect(status === 201 || status === 400).toBe(true)
    const group = await make('Group', { displayName: text, externalId: text, members: [{ value: text }] })
    expect(group.status).toBeLessThan(500)
  },
)

test.each(hostileTexts)('A25: a search of a directory for %j finds nobody', async (text) => {
  for (const filter of [text, `userName eq ${JSON.stringify(text)}`, `displayName eq "${text}"`]) {
    const answer = await world.guest().fetch(`/scim/v2/Users?filter=${encodeURIComponent(filter)}`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    const { totalResults = 0 } = (await answer.json()) as { totalResults?: number }
    expect([answer.status < 500, totalResults]).toEqual([true, 0])
  }
})

test.each([
  ['GET', '/Users?filter=constructor.injected%20eq%20%22x%22', undefined],
  ['GET', '/Users?filter=toString.injected%20eq%20%22x%22', undefined],
  ['GET', '/Users?attributes=constructor.injected', undefined],
  ['POST', '/.search', { filter: 'constructor.injected eq "x"' }],
  [
    'PATCH',
    '/Users/1',
    { Operations: [{ op: 'remove', path: 'emails[constructor.injected eq "x"].value' }] },
  ],
  [
    'PATCH',
    '/Users/1',
    { Operations: [{ op: 'add', value: { 'emails[constructor.injected eq "x"].value': 'x' } }] },
  ],
] as const)('A25, C24: %s %s writes into nothing that others share', async (method, path, body) => {
  const answer = await world.guest().fetch(`/scim/v2${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' },
    ...(body && {
      body: JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], ...body }),
    }),
  })
  expect([answer.status, await answer.json()]).toEqual([
    400,
    expect.objectContaining({ scimType: 'invalidFilter' }),
  ])
  expect([Object, Reflect.get({}, 'toString'), {}].filter((one) => 'injected' in one)).toEqual([])
})
