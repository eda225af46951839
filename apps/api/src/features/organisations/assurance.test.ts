import { organisationId } from '@parvis/contract/ids'
import { createMeeting } from '@parvis/contract/meetings'
import { getAssurance, setAssurance } from '@parvis/contract/organisations'
import type { Assurance } from '@parvis/contract/organisations'
import { getMe } from '@parvis/contract/session'
import { startIdentityWorld } from '@parvis/testkit/identity-world'
import type { IdentityWorld } from '@parvis/testkit/identity-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

const people = {
  grace: { email: 'grace@ministry.example', name: 'Grace' },
  ada: { email: 'ada@ministry.example', name: 'Ada' },
}

let identity: IdentityWorld
beforeAll(async () => {
  identity = await startIdentityWorld({ people, settings: { agents: { organisation: 'Ministry' } } })
})
afterAll(() => identity?.[Symbol.asyncDispose]())
beforeEach(() => pool().query(`UPDATE "Organisation" SET "requiredAcr" = '{}', "requiredAmr" = '{}'`))

const pool = () => identity.world.api.context.database.pool

async function enter(subject: 'grace' | 'ada', acr: string): Promise<Visitor> {
  const visitor = identity.world.guest()
  const login = { subject, acr, amr: ['pwd'] }
  await identity.signIn(visitor, { provider: 'agents', login })
  return visitor
}

/** Grace, who administers the ministry, and signed in at level `eidas2`. */
async function enterGrace(): Promise<{ readonly grace: Visitor; readonly ministry: string }> {
  const grace = await enter('grace', 'eidas2')
  const { rows } = await pool().query<{ id: string }>(
    `UPDATE "User" SET role = 'administrator' WHERE email = 'grace@ministry.example' RETURNING "organisationId" AS id`,
  )
  return { grace, ministry: rows[0]?.id ?? '' }
}

function set(visitor: Visitor, id: string, required: Assurance['required']) {
  return visitor.call(setAssurance, { params: { organisationId: organisationId.parse(id) }, body: required })
}

async function show(visitor: Visitor, id: string): Promise<Assurance> {
  return (await visitor.call(getAssurance, { params: { organisationId: organisationId.parse(id) } }))
    .body as Assurance
}

test('C14: who administers an organisation requires a level of its people; weaker sessions are nobody’s from the next request on', async () => {
  const { grace, ministry } = await enterGrace()
  const ada = await enter('ada', 'eidas1')
  expect(await show(grace, ministry)).toEqual({
    required: { acr: [], amr: [] },
    weakened: 0,
    localAccounts: 0,
    own: { concerned: true, provider: 'ProConnect', acr: 'eidas2', amr: ['pwd'] },
  })
  const required = { acr: ['eidas3', 'eidas2'], amr: ['pwd'] }
  expect(await set(grace, ministry, required)).toMatchObject({
    status: 200,
    body: { required, weakened: 1 },
  })
  expect(await ada.call(createMeeting, { body: {} })).toMatchObject({
    status: 403,
    body: { code: 'stronger-sign-in-needed' },
  })
  expect((await grace.call(createMeeting, { body: {} })).status).toBe(201)
  const better = await enter('ada', 'eidas2')
  expect((await better.call(getMe, {})).status).toBe(200)
  expect(await show(grace, ministry)).toMatchObject({ weakened: 0 })
  const { rows } = await pool().query(
    `SELECT target, detail FROM "AuditEntry" WHERE action = 'organisation.assurance-set' AND "organisationId" = $1`,
    [ministry],
  )
  expect(rows).toEqual([{ target: `organisation:${ministry}`, detail: { acr: 'eidas3 eidas2', amr: 'pwd' } }])
})

test('C14: nobody locks themselves out: what one’s own session does not meet is refused and changes nothing', async () => {
  const { grace, ministry } = await enterGrace()
  for (const required of [
    { acr: ['eidas3'], amr: [] },
    { acr: ['eidas2'], amr: ['pwd', 'mfa'] },
  ])
    expect(await set(grace, ministry, required)).toMatchObject({
      status: 409,
      body: { code: 'assurance-not-met' },
    })
  const local = await identity.world.member('Local', {
    organisationId: organisationId.parse(ministry),
    role: 'administrator',
  })
  expect((await set(local, ministry, { acr: ['eidas1'], amr: [] })).status).toBe(409)
  expect(await show(grace, ministry)).toMatchObject({
    required: { acr: [], amr: [] },
    localAccounts: 1,
  })
})

test('C14: an administrator of the installation with a password is not bound, and mends what nobody meets', async () => {
  const { grace, ministry } = await enterGrace()
  const chief = await identity.world.administrator()
  expect(await set(chief, ministry, { acr: ['nobody-has-it'], amr: [] })).toMatchObject({
    status: 200,
    body: { own: { concerned: false, provider: null, acr: null, amr: [] } },
  })
  expect((await grace.call(getMe, {})).status).toBe(403)
  expect((await set(chief, ministry, { acr: [], amr: [] })).status).toBe(200)
  expect((await grace.call(getMe, {})).status).toBe(200)
})

test('A80: another organisation’s requirement is neither shown nor set; words that no provider could be asked are refused', async () => {
  const { grace, ministry } = await enterGrace()
  const other = await identity.world.organisation('Elsewhere')
  expect((await set(grace, other, { acr: [], amr: [] })).status).toBe(404)
  expect((await grace.call(getAssurance, { params: { organisationId: other } })).status).toBe(404)
  for (const word of ['', 'two words', 'é', 'x'.repeat(201)])
    expect((await set(grace, ministry, { acr: [word], amr: [] })).status).toBe(400)
})
