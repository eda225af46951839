import { listProviders } from '@parvis/contract/identity'
import { createMeeting } from '@parvis/contract/meetings'
import { getMe, signOut } from '@parvis/contract/session'
import { startIdentityWorld } from '@parvis/testkit/identity-world'
import type { IdentityWorld } from '@parvis/testkit/identity-world'
import { administrator } from '@parvis/testkit/world'
import { afterAll, beforeAll, expect, test } from 'vitest'

const people = {
  ada: { email: 'Ada@ministry.example', email_verified: true, given_name: 'Ada', family_name: 'Lovelace' },
  // As ProConnect describes an agent, with what we do not use.
  agent: {
    email: 'grace.hopper@prefecture.example',
    given_name: 'Grace',
    usual_name: 'Hopper',
    siret: '13002526500013',
    idp_id: '71144ab3-ee1a-4401-b7b3-79b44f7daeeb',
    phone: '0123456789',
    organizational_unit: 'DINUM',
  },
  victim: { email: administrator.email, name: 'Not the administrator' },
  stranger: { email: 'stranger@elsewhere.example', name: 'Stranger' },
  unchecked: { email: 'x@ministry.example', email_verified: false },
  nameless: { email: 'nameless@ministry.example', siret: 'not a siret' },
  silent: {},
}

let identity: IdentityWorld
beforeAll(async () => {
  identity = await startIdentityWorld({ people })
  await sql(`INSERT INTO "Organisation" (id, name) VALUES (gen_random_uuid(), 'Ministry')`)
  await sql(
    `INSERT INTO "OrganisationDomain" SELECT d, id FROM "Organisation", unnest(ARRAY['ministry.example', 'example.org']) d
     WHERE name = 'Ministry'`,
  )
  await sql(
    `INSERT INTO "OrganisationSiret" SELECT '13002526500013', id FROM "Organisation" WHERE name = 'Parvis'`,
  )
})
afterAll(() => identity?.[Symbol.asyncDispose]())

const sql = (text: string, values: unknown[] = []) =>
  identity.world.api.context.database.pool.query(text, values)

async function whoIs(visitor: ReturnType<IdentityWorld['world']['guest']>): Promise<unknown> {
  const { status, body } = await visitor.call(getMe, {})
  return status === 200 ? body : status
}

async function organisationOf(email: string): Promise<unknown> {
  const { rows } = await sql(
    `SELECT o.name FROM "User" u JOIN "Organisation" o ON o.id = u."organisationId" WHERE u.email = $1 AND NOT u.local`,
    [email],
  )
  return rows.map(({ name }) => name as string)
}

test('people are offered every provider, and told no secret of it', async () => {
  const { body } = await identity.world.guest().call(listProviders, {})
  expect(body).toEqual({
    providers: [
      { name: 'ministry', label: 'Ministère', profile: 'generic' },
      { name: 'agents', label: 'ProConnect', profile: 'proconnect' },
    ],
  })
})

test('somebody signs in through a provider, comes back to the page they left, and may create meetings', async () => {
  const ada = identity.world.guest()
  expect(
    await identity.signIn(ada, {
      provider: 'ministry',
      login: { subject: 'ada' },
      query: { returnTo: '/abc-defg-hij' },
    }),
  ).toBe('/abc-defg-hij')
  expect(await whoIs(ada)).toEqual({
    id: expect.any(String),
    name: 'Ada Lovelace',
    email: 'ada@ministry.example',
    role: 'member',
    platformAdministrator: false,
  })
  expect((await ada.call(createMeeting, { body: {} })).status).toBe(201)
  expect(await organisationOf('ada@ministry.example')).toEqual(['Ministry'])
})

test('C10: ProConnect says who the agent is in a signed answer, and their establishment finds the organisation', async () => {
  const agent = identity.world.guest()
  expect(
    await identity.signIn(agent, {
      provider: 'agents',
      login: { subject: 'agent', acr: 'eidas1', amr: ['pwd'] },
    }),
  ).toBe('/')
  expect(await whoIs(agent)).toMatchObject({
    name: 'Grace Hopper',
    email: 'grace.hopper@prefecture.example',
    role: 'member',
  })
  expect(await organisationOf('grace.hopper@prefecture.example')).toEqual(['Parvis'])
  const { rows } = await sql(
    `SELECT provider, acr, amr, "idToken" IS NOT NULL AS keeps FROM "Session" WHERE provider = 'agents'`,
  )
  expect(rows).toEqual([{ provider: 'agents', acr: 'eidas1', amr: ['pwd'], keeps: true }])
})

test('C09: ProConnect is asked nothing that it does not list, the others with PKCE; state and nonce are long', async () => {
  const guest = identity.world.guest()
  const toProConnect = await identity.start(guest, 'agents')
  expect([...toProConnect.searchParams.keys()].toSorted()).toEqual(
    'claims client_id nonce redirect_uri response_type scope state'.split(' '),
  )
  expect(JSON.parse(toProConnect.searchParams.get('claims') ?? '')).toEqual({
    id_token: { acr: { essential: true }, amr: { essential: true } },
  })
  const elsewhere = await identity.start(guest, 'ministry')
  expect(elsewhere.searchParams.get('code_challenge_method')).toBe('S256')
  for (const { searchParams } of [toProConnect, elsewhere])
    for (const name of ['state', 'nonce'])
      expect(searchParams.get(name)?.length ?? 0).toBeGreaterThanOrEqual(32)
})

test('at the next sign-in it is the same account, with its new name and address', async () => {
  const first = identity.world.guest()
  await identity.signIn(first, { provider: 'ministry', login: { subject: 'nameless' } })
  const before = await whoIs(first)
  expect(before).toMatchObject({ name: 'nameless@ministry.example' })
  Object.assign(people.nameless, { email: 'named@ministry.example', name: 'Named' })
  const second = identity.world.guest()
  await identity.signIn(second, { provider: 'ministry', login: { subject: 'nameless' } })
  expect(await whoIs(second)).toEqual({
    ...(before as object),
    name: 'Named',
    email: 'named@ministry.example',
  })
})

test('first sign-ins of one person at the same moment make one account', async () => {
  const arrivals = Array.from({ length: 5 }, () => identity.world.guest())
  Object.assign(people, { twin: { email: 'twin@ministry.example' } })
  const callbacks: URL[] = []
  for (const visitor of arrivals)
    callbacks.push(
      await identity.visitProvider(await identity.start(visitor, 'ministry'), { subject: 'twin' }),
    )
  await Promise.all(
    arrivals.map((visitor, index) => identity.finish(visitor, callbacks[index] ?? new URL('x:'))),
  )
  expect(await organisationOf('twin@ministry.example')).toEqual(['Ministry'])
})

test('C11: a provider that says the address of somebody else opens an account of its own, never theirs', async () => {
  const theirs = await identity.world.administrator()
  const meeting = await theirs.createMeeting('Private', 'restricted')
  const impostor = identity.world.guest()
  await identity.signIn(impostor, { provider: 'ministry', login: { subject: 'victim' } })
  const again = identity.world.guest()
  await identity.signIn(again, { provider: 'agents', login: { subject: 'victim' } })
  const [owner, one, other] = [await whoIs(theirs), await whoIs(impostor), await whoIs(again)]
  expect(one).toMatchObject({ email: administrator.email, role: 'member', platformAdministrator: false })
  expect(new Set([owner, one, other].map((person) => (person as { id: string }).id)).size).toBe(3)
  const opened = await impostor.fetch(`/api/v1/meetings/${meeting.slug}`, { method: 'DELETE' })
  expect(opened.status).toBe(403)
})

test('people whose organisation nobody knows are turned away in words', async () => {
  for (const subject of ['stranger', 'unchecked']) {
    const guest = identity.world.guest()
    expect(
      await identity.signIn(guest, {
        provider: 'ministry',
        login: { subject },
        query: { returnTo: '/abc-defg-hij' },
      }),
    ).toBe('/sign-in?refusal=organisation-unknown&provider=ministry&returnTo=%2Fabc-defg-hij')
    expect(await whoIs(guest)).toBe(401)
  }
})

test('people without an address are turned away in words', async () => {
  const guest = identity.world.guest()
  expect(await identity.signIn(guest, { provider: 'ministry', login: { subject: 'silent' } })).toContain(
    'refusal=identity-incomplete',
  )
})

test('A79: an account that was disabled is refused at the provider’s door too', async () => {
  Object.assign(people, { leaver: { email: 'leaver@ministry.example' } })
  const leaver = identity.world.guest()
  await identity.signIn(leaver, { provider: 'ministry', login: { subject: 'leaver' } })
  await sql(`UPDATE "User" SET "disabledAt" = now() WHERE email = 'leaver@ministry.example'`)
  expect(await whoIs(leaver)).toBe(401)
  expect(await identity.signIn(leaver, { provider: 'ministry', login: { subject: 'leaver' } })).toContain(
    'refusal=account-disabled',
  )
  expect(await whoIs(leaver)).toBe(401)
})

test('C13: signing out ends the session here first, then the one at the provider', async () => {
  const ada = identity.world.guest()
  await identity.signIn(ada, { provider: 'ministry', login: { subject: 'ada' } })
  const copy = identity.world.guest()
  copy.cookies.set('parvis-session', ada.cookies.get('parvis-session') ?? '')
  const { body } = await ada.call(signOut, {})
  const next = new URL((body as { next: string }).next)
  expect(await whoIs(copy)).toBe(401)
  expect(next.origin).toBe(identity.providers.ministry.issuer)
  expect(next.searchParams.get('post_logout_redirect_uri')).toBe(
    `${identity.world.origin}/api/v1/identity/ministry/signed-out`,
  )
  expect(next.searchParams.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  expect(next.searchParams.get('state')?.length).toBeGreaterThanOrEqual(32)
  expect((await fetch(next, { redirect: 'manual' })).status).toBe(200)
  const { rows } = await sql(
    `SELECT count(*)::int AS kept FROM "Session" WHERE "idToken" IS NOT NULL AND "revokedAt" IS NOT NULL`,
  )
  expect(rows).toEqual([{ kept: 0 }])
  expect((await ada.call(signOut, {})).body).toEqual({ next: null })
})

test('C13: no address signs anybody out when it is only opened, as an image would be', async () => {
  const ada = identity.world.guest()
  await identity.signIn(ada, { provider: 'ministry', login: { subject: 'ada' } })
  expect((await ada.fetch('/api/v1/session')).status).toBe(405)
  expect((await ada.fetch('/api/v1/identity/ministry/signed-out')).headers.get('location')).toBe('/')
  expect(await whoIs(ada)).toMatchObject({ name: 'Ada Lovelace' })
})

test('C17: opening and refusing stand in the audit by ids and the provider’s name alone', async () => {
  const before = await sql('SELECT coalesce(max(id), 0) AS id FROM "AuditEntry"')
  Object.assign(people, { new: { email: 'new@ministry.example' } })
  await identity.signIn(identity.world.guest(), { provider: 'ministry', login: { subject: 'new' } })
  await identity.signIn(identity.world.guest(), { provider: 'ministry', login: { subject: 'stranger' } })
  const { rows } = await sql('SELECT actor, action, detail FROM "AuditEntry" WHERE id > $1 ORDER BY id', [
    before.rows[0].id,
  ])
  const user = expect.stringMatching(/^user:[\da-f-]{36}$/)
  expect(rows).toEqual([
    { actor: user, action: 'account.created', detail: { provider: 'ministry' } },
    { actor: user, action: 'session.opened', detail: { provider: 'ministry' } },
    {
      actor: 'system',
      action: 'session.refused',
      detail: { provider: 'ministry', refusal: 'organisation-unknown' },
    },
  ])
})
