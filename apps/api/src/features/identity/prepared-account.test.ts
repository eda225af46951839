import { getMe } from '@parvis/contract/session'
import { startIdentityWorld } from '@parvis/testkit/identity-world'
import type { IdentityWorld } from '@parvis/testkit/identity-world'
import { afterAll, beforeAll, expect, test } from 'vitest'

const siret = '13002526500013'
const agent = (name: string) => ({
  email: `${name}@prefecture.example`,
  given_name: name,
  usual_name: 'X',
  siret,
})

let identity: IdentityWorld
beforeAll(async () => {
  const people = {
    ada: agent('ada'),
    bob: agent('bob'),
    eve: { email: 'ada@prefecture.example', email_verified: true, name: 'Eve' },
  }
  identity = await startIdentityWorld({ people, settings: { ministry: { organisation: 'Parvis' } } })
  await sql(`INSERT INTO "OrganisationSiret" SELECT $1, id FROM "Organisation" WHERE name = 'Parvis'`, [
    siret,
  ])
})
afterAll(() => identity?.[Symbol.asyncDispose]())

const sql = (text: string, values: unknown[] = []) =>
  identity.world.api.context.database.pool.query<{ id: string }>(text, values)

/** An account as the organisation's directory makes it, before anybody signed in to it. */
async function prepare(email: string, disabled = false): Promise<string | undefined> {
  const { rows } = await sql(
    `INSERT INTO "User" (id, "organisationId", email, name, local, "userName", "disabledAt")
     SELECT gen_random_uuid(), id, $1, 'Prepared', false, $1, CASE WHEN $2 THEN now() END
     FROM "Organisation" WHERE name = 'Parvis' RETURNING id`,
    [email, disabled],
  )
  return rows[0]?.id
}

async function signIn(provider: 'ministry' | 'agents', subject: string): Promise<unknown> {
  const visitor = identity.world.guest()
  await identity.signIn(visitor, { provider, login: { subject } })
  const { body } = await visitor.call(getMe, {})
  return (body as { id?: unknown }).id
}

test('C11: the account that a directory prepared is for whoever the provider of its domain vouches for, and nobody else', async () => {
  const prepared = await prepare('ada@prefecture.example')
  const other = await signIn('ministry', 'eve')
  expect(other).toEqual(expect.any(String))
  expect(other).not.toBe(prepared)
  expect(await signIn('agents', 'ada')).toBe(prepared)
  expect(await signIn('agents', 'ada')).toBe(prepared)
})

test('A79: an account that the directory deactivated before the first sign-in stays shut', async () => {
  await prepare('bob@prefecture.example', true)
  expect(await signIn('agents', 'bob')).toBeUndefined()
})
