import { createMeeting } from '@parvis/contract/meetings'
import { getMe, signOut } from '@parvis/contract/session'
import { startIdentityWorld } from '@parvis/testkit/identity-world'
import type { IdentityWorld } from '@parvis/testkit/identity-world'
import { afterAll, beforeAll, expect, test } from 'vitest'

const people = { ada: { email: 'ada@example.org', name: 'Ada' } }

let identity: IdentityWorld
beforeAll(async () => {
  identity = await startIdentityWorld({
    people,
    settings: {
      ministry: { organisation: 'Ministry' },
      agents: { organisation: 'Ministry', minimumAcr: ['eidas3', 'eidas2'], requiredAmr: ['mfa'] },
    },
  })
})
afterAll(() => identity?.[Symbol.asyncDispose]())

const guest = () => identity.world.guest()

async function require(acr: readonly string[], amr: readonly string[] = []): Promise<void> {
  await identity.world.api.context.database.pool.query(
    `UPDATE "Organisation" SET "requiredAcr" = $1, "requiredAmr" = $2 WHERE name = 'Ministry'`,
    [acr, amr],
  )
}

test.each([
  ['a password alone', { acr: 'eidas2', amr: ['pwd'] }, 'refusal=stronger-sign-in-needed'],
  ['a level that is enough, by two factors', { acr: 'eidas2', amr: ['pwd', 'mfa'] }, '/'],
])('C14: a provider with a minimum takes people by %s accordingly', async (_, proof, path) => {
  const visitor = guest()
  const end = await identity.signIn(visitor, { provider: 'agents', login: { subject: 'ada', ...proof } })
  expect(end).toContain(path)
  expect((await visitor.call(getMe, {})).status).toBe(path === '/' ? 200 : 401)
})

test('C14: ProConnect is asked for the level by a claim, the others by acr_values', async () => {
  const claims = (await identity.start(guest(), 'agents')).searchParams.get('claims') ?? ''
  expect(JSON.parse(claims)).toEqual({
    id_token: { acr: { essential: true, values: ['eidas3', 'eidas2'] }, amr: { essential: true } },
  })
})

test('C14: when an organisation asks for more, a weaker session is nobody until its person signs in again, better', async () => {
  await require([])
  const visitor = guest()
  const weak = { subject: 'ada', acr: 'eidas1' }
  await identity.signIn(visitor, { provider: 'ministry', login: weak })
  expect((await visitor.call(createMeeting, { body: {} })).status).toBe(201)

  await require(['eidas2', 'eidas3'])
  const refusal = { status: 403, body: { code: 'stronger-sign-in-needed', provider: 'ministry' } }
  expect(await visitor.call(createMeeting, { body: {} })).toMatchObject(refusal)
  expect(await visitor.call(getMe, {})).toMatchObject(refusal)

  const away = await identity.start(visitor, 'ministry')
  expect(away.searchParams.get('acr_values')).toBe('eidas2 eidas3')
  const stubborn = await identity.visitProvider(away, weak)
  expect(await identity.finish(visitor, stubborn)).toBe(
    '/sign-in?refusal=stronger-sign-in-needed&provider=ministry&returnTo=%2F',
  )
  const strong = { subject: 'ada', acr: 'eidas2' }
  expect(await identity.signIn(visitor, { provider: 'ministry', login: strong })).toBe('/')
  expect((await visitor.call(createMeeting, { body: {} })).status).toBe(201)
})

test('C14: methods are asked for as levels are: all of them', async () => {
  await require([], ['mfa', 'hwk'])
  const visitor = guest()
  const attempt = async (amr: readonly string[]) => {
    await identity.signIn(visitor, { provider: 'ministry', login: { subject: 'ada', acr: 'eidas1', amr } })
    return (await visitor.call(getMe, {})).status
  }
  expect(await attempt(['pwd', 'mfa'])).toBe(403)
  expect(await attempt(['pwd', 'mfa', 'hwk'])).toBe(200)
})

test('C14: a session that is too weak can be signed out, and is gone', async () => {
  await require([])
  const visitor = guest()
  await identity.signIn(visitor, { provider: 'ministry', login: { subject: 'ada', acr: 'eidas1' } })
  const copy = guest()
  copy.cookies.set('parvis-session', visitor.cookies.get('parvis-session') ?? '')
  await require(['eidas3'])
  expect((await visitor.call(signOut, {})).body).toEqual({ next: expect.stringContaining('/session/end?') })
  await require([])
  expect((await copy.call(getMe, {})).status).toBe(401)
})

test('C14: a password of ours does not meet what an organisation asks of a provider, but a local administrator stays able to mend it', async () => {
  const { pool } = identity.world.api.context.database
  const [administrator, member] = [await identity.world.administrator(), await identity.world.member('Local')]
  await pool.query(`UPDATE "Organisation" SET "requiredAcr" = '{eidas2}' WHERE name = 'Parvis'`)
  expect((await administrator.call(getMe, {})).status).toBe(200)
  expect(await member.call(getMe, {})).toMatchObject({
    status: 403,
    body: { code: 'stronger-sign-in-needed' },
  })
})
