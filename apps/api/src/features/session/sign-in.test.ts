import { createMeeting } from '@parvis/contract/meetings'
import { getMe, signIn, signOut } from '@parvis/contract/session'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { administrator } from '@parvis/testkit/world'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off' } })
})
afterAll(() => world?.[Symbol.asyncDispose]())

const sql = (text: string, values: unknown[] = []) => world.api.context.database.pool.query(text, values)

test('signing in tells who one is, and the cookie says it from then on', async () => {
  const ada = world.guest()
  expect((await ada.call(getMe, {})).status).toBe(401)
  const me = {
    id: expect.any(String),
    name: 'admin',
    email: 'admin@example.org',
    role: 'administrator',
    platformAdministrator: true,
  }
  expect(await ada.call(signIn, { body: administrator })).toMatchObject({ status: 201, body: me })
  expect((await ada.call(getMe, {})).body).toEqual(me)
})

test('the address is accepted in capitals and with spaces around it', async () => {
  const answer = await world
    .guest()
    .call(signIn, { body: { ...administrator, email: ' Admin@EXAMPLE.org ' } })
  expect(answer.status).toBe(201)
})

test('A33: a wrong password, an unknown account and a disabled one get the same answer', async () => {
  await world.member('Disabled')
  await sql(
    `UPDATE "User" SET email = 'disabled@example.org', "disabledAt" = now(),
       "passwordHash" = (SELECT "passwordHash" FROM "User" WHERE email = $1) WHERE name = 'Disabled'`,
    [administrator.email],
  )
  const attempts = [
    { ...administrator, password: 'wrong password' },
    { ...administrator, email: 'nobody@example.org' },
    { ...administrator, email: 'disabled@example.org' },
  ]
  const answers = await Promise.all(attempts.map((body) => world.guest().call(signIn, { body })))
  const withoutId = answers.map(({ status, headers, body }) => ({
    status,
    cookies: headers.getSetCookie(),
    body: { ...(body as object), requestId: undefined },
  }))
  expect(withoutId[0]).toMatchObject({ status: 401, cookies: [], body: { code: 'wrong-credentials' } })
  expect(withoutId[1]).toEqual(withoutId[0])
  expect(withoutId[2]).toEqual(withoutId[0])
})

test('C07: a cookie that somebody planted before sign-in opens nothing after it', async () => {
  const planted = 'p'.repeat(43)
  const victim = world.guest()
  victim.cookies.set('parvis-session', planted)
  await victim.signIn(administrator)
  const attacker = world.guest()
  attacker.cookies.set('parvis-session', planted)
  expect(victim.cookies.get('parvis-session')).toMatch(/^[\w-]{43}$/)
  expect(victim.cookies.get('parvis-session')).not.toBe(planted)
  expect((await attacker.call(getMe, {})).status).toBe(401)
})

test('C07: signing in again takes a new cookie and ends the earlier session', async () => {
  const ada = await world.administrator()
  const copy = world.guest()
  copy.cookies.set('parvis-session', ada.cookies.get('parvis-session') ?? '')
  expect((await copy.call(getMe, {})).status).toBe(200)
  await ada.signIn(administrator)
  expect((await ada.call(getMe, {})).status).toBe(200)
  expect((await copy.call(getMe, {})).status).toBe(401)
})

test('C07, C13: after signing out a copied cookie opens nothing, and the browser has none left', async () => {
  const ada = await world.administrator()
  const copy = world.guest()
  copy.cookies.set('parvis-session', ada.cookies.get('parvis-session') ?? '')
  const left = await ada.call(signOut, {})
  expect(left.status).toBe(200)
  // A59: nor anything that it kept of the person.
  expect(left.headers.get('Clear-Site-Data')).toBe('"cache", "storage"')
  expect(ada.cookies.has('parvis-session')).toBe(false)
  expect((await copy.call(getMe, {})).status).toBe(401)
  expect((await ada.call(signOut, {})).status).toBe(200)
})

test('C07: signing out here leaves the same account signed in elsewhere', async () => {
  const [here, elsewhere] = [await world.administrator(), await world.administrator()]
  await here.call(signOut, {})
  expect((await elsewhere.call(getMe, {})).status).toBe(200)
})

test('C07, A79: a session that is revoked, expired, or whose account is disabled counts no more, at once', async () => {
  const ends = [
    `UPDATE "Session" SET "revokedAt" = now() WHERE "userId" = $1`,
    `UPDATE "Session" SET "expiresAt" = now() WHERE "userId" = $1`,
    `UPDATE "User" SET "disabledAt" = now() WHERE id = $1`,
  ]
  for (const end of ends) {
    const member = await world.member('Grace')
    const { id } = (await member.call(getMe, {})).body as { id: string }
    await sql(end, [id])
    expect((await member.call(getMe, {})).status).toBe(401)
    expect((await member.call(createMeeting, { body: {} })).status).toBe(401)
  }
})

test('C07: a session lasts 12 hours', async () => {
  await world.member('Twelve')
  const { rows } = await sql(
    `SELECT extract(epoch FROM s."expiresAt" - s."createdAt")::int AS seconds
     FROM "Session" s JOIN "User" u ON u.id = s."userId" WHERE u.name = 'Twelve'`,
  )
  expect(rows).toEqual([{ seconds: 12 * 60 * 60 }])
})

test('C06: the cookie is unreadable for scripts, of this site, for the whole of it', async () => {
  const { headers } = await world.guest().call(signIn, { body: administrator })
  const [cookie = ''] = headers.getSetCookie()
  expect(cookie.split('; ').map((part) => part.replace(/(parvis-session|Expires)=.*/, '$1'))).toEqual([
    'parvis-session',
    'Max-Age=43200',
    'Path=/',
    'Expires',
    'HttpOnly',
    'SameSite=Lax',
  ])
})

test('C06: over HTTPS both cookies are secure and tied to this host', async () => {
  await using secure = await startTestWorld({ environment: { PUBLIC_URL: 'https://parvis.example.org' } })
  const ada = secure.guest()
  const { headers } = await ada.call(signIn, { body: administrator })
  const [cookie = ''] = headers.getSetCookie()
  expect(cookie).toMatch(/^__Host-parvis-session=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/)
  expect(cookie).not.toContain('Domain')
  const bare = secure.guest()
  bare.cookies.set('parvis-session', ada.cookies.get('__Host-parvis-session') ?? '')
  expect((await ada.call(getMe, {})).status).toBe(200)
  expect((await bare.call(getMe, {})).status).toBe(401)
})

test('C17: opening, refusing and closing a session stand in the audit, by ids alone', async () => {
  const before = await sql('SELECT coalesce(max(id), 0) AS id FROM "AuditEntry"')
  const ada = world.guest()
  await ada.signIn(administrator)
  const { id } = (await ada.call(getMe, {})).body as { id: string }
  await world.guest().call(signIn, { body: { ...administrator, password: 'wrong password' } })
  await ada.call(signOut, {})
  const { rows } = await sql('SELECT actor, action, target FROM "AuditEntry" WHERE id > $1 ORDER BY id', [
    before.rows[0].id,
  ])
  expect(rows).toEqual([
    { actor: `user:${id}`, action: 'session.opened', target: null },
    { actor: 'system', action: 'session.refused', target: `user:${id}` },
    { actor: `user:${id}`, action: 'session.closed', target: null },
  ])
})

test('A4, C25: after ten attempts in a minute an account refuses more, from any browser, and says how long', async () => {
  await using limited = await startTestWorld()
  const attempt = () =>
    limited.guest().call(signIn, { body: { ...administrator, password: 'wrong password' } })
  const answers = await Promise.all(Array.from({ length: 12 }, attempt))
  const limitedAway = answers.filter(({ status }) => status === 429)
  expect(limitedAway).toHaveLength(2)
  const refused = await attempt()
  expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect(Number(refused.headers.get('Retry-After'))).toBeLessThanOrEqual(60)
})
