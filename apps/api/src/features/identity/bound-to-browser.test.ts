import { getMe } from '@parvis/contract/session'
import { startIdentityWorld } from '@parvis/testkit/identity-world'
import type { IdentityWorld } from '@parvis/testkit/identity-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

const people = {
  ada: { email: 'ada@example.org', name: 'Ada' },
  mallory: { email: 'mallory@example.org', name: 'Mallory' },
  foreigner: { email: 'foreigner@elsewhere.example', name: 'Foreigner' },
}
const expired = '/sign-in?refusal=expired&provider=ministry&returnTo=%2F'

let identity: IdentityWorld
beforeAll(async () => {
  identity = await startIdentityWorld({
    people,
    settings: {
      ministry: { organisation: 'Parvis', silent: true, emailDomains: ['example.org'] },
      agents: { organisation: 'Parvis' },
    },
  })
})
afterAll(() => identity?.[Symbol.asyncDispose]())

const guest = () => identity.world.guest()
const login = { subject: 'ada' }

async function goAndReturn(visitor: Visitor, subject = 'ada'): Promise<URL> {
  return identity.visitProvider(await identity.start(visitor, 'ministry'), { subject })
}

async function isSignedIn(visitor: Visitor): Promise<boolean> {
  return (await visitor.call(getMe, {})).status === 200
}

test('C08: without its state, or with one that we did not make, an answer opens nothing', async () => {
  const visitor = guest()
  const callback = await goAndReturn(visitor)
  const [missing, foreign] = [new URL(callback), new URL(callback)]
  missing.searchParams.delete('state')
  foreign.searchParams.set('state', 's'.repeat(43))
  expect(await identity.finish(visitor, missing)).toBe(expired)
  expect(await identity.finish(visitor, foreign)).toBe(expired)
  expect(await isSignedIn(visitor)).toBe(false)
  expect(await identity.finish(visitor, callback)).toBe('/')
})

test('A53: an answer that somebody else’s browser fetched signs nobody in: no login CSRF', async () => {
  const [mallory, victim] = [guest(), guest()]
  const callback = await goAndReturn(mallory, 'mallory')
  // The victim has a sign-in of their own under way, so that their browser is known.
  await identity.start(victim, 'ministry')
  expect(await identity.finish(victim, callback)).toBe(expired)
  expect(await identity.finish(guest(), callback)).toBe(expired)
  expect(await isSignedIn(victim)).toBe(false)
  // Nor can they spoil the sign-in of whoever began it.
  expect(await identity.finish(mallory, callback)).toBe('/')
})

test('C08: an answer counts once; the code in it is worth nothing in another sign-in', async () => {
  const visitor = guest()
  const callback = await goAndReturn(visitor)
  expect(await identity.finish(visitor, callback)).toBe('/')
  expect(await identity.finish(visitor, callback)).toBe(expired)
  const again = guest()
  const second = await goAndReturn(again)
  second.searchParams.set('code', callback.searchParams.get('code') ?? '')
  expect(await identity.finish(again, second)).toContain('refusal=refused')
  expect(await isSignedIn(again)).toBe(false)
})

test('C08: a code stolen from somebody else does not fit into the thief’s own sign-in', async () => {
  const [victim, thief] = [guest(), guest()]
  const stolen = await goAndReturn(victim)
  const own = await goAndReturn(thief, 'mallory')
  own.searchParams.set('code', stolen.searchParams.get('code') ?? '')
  expect(await identity.finish(thief, own)).toContain('refusal=refused')
  expect(await isSignedIn(thief)).toBe(false)
})

test('C08: after ten minutes an answer comes too late', async () => {
  const visitor = guest()
  const callback = await goAndReturn(visitor)
  await identity.world.api.context.database.pool.query(
    `UPDATE "PendingSignIn" SET "expiresAt" = now() - interval '1 second'`,
  )
  expect(await identity.finish(visitor, callback)).toBe(expired)
})

test('C08: an answer of one provider is refused at the address of another', async () => {
  const visitor = guest()
  const callback = await goAndReturn(visitor)
  callback.pathname = callback.pathname.replace('ministry', 'agents')
  expect(await identity.finish(visitor, callback)).toContain('refusal=expired&provider=agents')
  const code = (await goAndReturn(visitor)).searchParams.get('code') ?? ''
  const other = await identity.visitProvider(await identity.start(visitor, 'agents'), login)
  other.searchParams.set('code', code)
  expect(await identity.finish(visitor, other)).toContain('refusal=refused')
  expect(await isSignedIn(visitor)).toBe(false)
})

test('C07: a session cookie that somebody planted before opens nothing after, and an earlier session ends', async () => {
  const planted = 'p'.repeat(43)
  const [victim, attacker] = [guest(), guest()]
  for (const { cookies } of [victim, attacker]) cookies.set('parvis-session', planted)
  await identity.signIn(victim, { provider: 'ministry', login })
  expect(await isSignedIn(victim)).toBe(true)
  expect(await isSignedIn(attacker)).toBe(false)
  const copy = guest()
  copy.cookies.set('parvis-session', victim.cookies.get('parvis-session') ?? '')
  await identity.signIn(victim, { provider: 'ministry', login })
  expect(await isSignedIn(copy)).toBe(false)
})

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/%2f/evil.example',
  '/.//evil.example',
  '\t//evil.example',
  '/api/v1/identity/ministry/start?silent=1',
  'javascript:alert(1)',
])('A52: nobody is sent to %j after signing in', async (returnTo) => {
  const search = new URLSearchParams({ returnTo }).toString()
  const { status } = await guest().fetch(`/api/v1/identity/ministry/start?${search}`)
  expect(status).toBe(400)
})

test('A52: no claimed host of the request becomes part of the address that the provider sends back to', async () => {
  const away = await identity.start(guest(), 'ministry')
  expect(away.searchParams.get('redirect_uri')).toBe(
    `${identity.world.origin}/api/v1/identity/ministry/callback`,
  )
  const forged = await guest().fetch('/api/v1/identity/ministry/start', {
    headers: { 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' },
  })
  expect(forged.headers.get('location')).not.toContain('evil')
})

test('a provider speaks for its own domains only', async () => {
  const visitor = guest()
  const path = await identity.signIn(visitor, { provider: 'ministry', login: { subject: 'foreigner' } })
  expect(path).toContain('refusal=domain-refused')
  expect(await isSignedIn(visitor)).toBe(false)
})

test('C12: silent sign-in asks nothing; who is not signed in there comes back to the same page, and stays a guest', async () => {
  const visitor = guest()
  const away = await identity.start(visitor, 'ministry', { silent: '1', returnTo: '/abc-defg-hij' })
  expect(away.searchParams.get('prompt')).toBe('none')
  const callback = await identity.visitProvider(away)
  expect(callback.searchParams.get('error')).toBe('login_required')
  expect(await identity.finish(visitor, callback)).toBe('/abc-defg-hij')
  expect(await isSignedIn(visitor)).toBe(false)
  const loud = await identity.start(visitor, 'agents', { silent: '1' })
  expect(loud.searchParams.has('prompt')).toBe(false)
})

test('C06: what binds a sign-in to the browser is unreadable for scripts and of this site', async () => {
  const answer = await guest().fetch('/api/v1/identity/ministry/start')
  const [cookie = ''] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/^parvis-device=[\w-]{43}; .*Path=\/; .*HttpOnly; SameSite=Lax$/)
})
