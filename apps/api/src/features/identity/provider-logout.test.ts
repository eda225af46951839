import { joinMeeting } from '@parvis/contract/admission'
import { endAtProvider } from '@parvis/contract/identity'
import { fillPath } from '@parvis/contract/route'
import { getMe } from '@parvis/contract/session'
import { connectBot } from '@parvis/testkit/bot'
import { eventually } from '@parvis/testkit/eventually'
import { claimsOf, signToken } from '@parvis/testkit/forged-token'
import { startIdentityWorld } from '@parvis/testkit/identity-world'
import type { IdentityWorld } from '@parvis/testkit/identity-world'
import type { Answer, Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

const people = {
  ada: { email: 'ada@ministry.example', name: 'Ada' },
  grace: { email: 'grace@ministry.example', name: 'Grace' },
}

let identity: IdentityWorld
beforeAll(async () => {
  const settings = { ministry: { organisation: 'Ministry' } }
  identity = await startIdentityWorld({ people, settings, sfu: true })
})
afterAll(() => identity?.[Symbol.asyncDispose]())

const pool = () => identity.world.api.context.database.pool

async function enter(subject: 'ada' | 'grace'): Promise<Visitor> {
  const visitor = identity.world.guest()
  await identity.signIn(visitor, { provider: 'ministry', login: { subject } })
  return visitor
}

const isIn = async (visitor: Visitor) => (await visitor.call(getMe, {})).status === 200

/** What the provider says of the session: of this person's newest one here. */
async function sidOf(subject: string): Promise<string> {
  const { rows } = await pool().query<{ sid: string }>(
    `SELECT s.sid FROM "Session" s JOIN "Identity" i ON i."userId" = s."userId"
     WHERE i.subject = $1 ORDER BY s."createdAt" DESC LIMIT 1`,
    [subject],
  )
  return rows[0]?.sid ?? ''
}

async function send(token: string, provider = 'ministry'): Promise<Pick<Answer, 'status' | 'body'>> {
  const response = await identity.world.guest().fetch(fillPath(endAtProvider.path, { provider }), {
    method: 'POST',
    body: new URLSearchParams({ logout_token: token }),
  })
  return { status: response.status, body: await response.json() }
}

const event = 'http://schemas.openid.net/event/backchannel-logout'
let orders = 0
/** The claims of an order as the provider makes it. */
function order(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { issuer, client } = identity.providers.ministry
  const iat = Math.floor(Date.now() / 1000)
  orders += 1
  const token = { iss: issuer, aud: client.clientId, iat, exp: iat + 120, jti: `order-${orders}` }
  return { ...token, sub: 'ada', events: { [event]: {} }, ...change }
}

test('A79: who signs out at the provider is signed out here, that session alone, and out of the running meeting within 2 s', async () => {
  const host = await identity.world.member('Host')
  const { slug } = await host.createMeeting('Conseil', 'public')
  const elsewhere = await enter('ada')
  const ada = await enter('ada')
  const { token, participantId } = await ada.join(slug, {})
  const bot = await connectBot(identity.world.livekit?.url ?? '', token)
  const other = await connectBot(identity.world.livekit?.url ?? '', (await elsewhere.join(slug, {})).token)
  await identity.leaveProvider('ada')
  await eventually(() => expect(bot.connected).toBe(false), 2000)
  expect(await isIn(ada)).toBe(false)
  const again = await ada.call(joinMeeting, { params: { slug }, body: { participantId, name: 'Ada' } })
  expect(again).toMatchObject({ status: 403, body: { code: 'removed' } })
  expect([await isIn(elsewhere), other.connected]).toEqual([true, true])
  const { rows } = await pool().query(
    `SELECT actor, detail FROM "AuditEntry" WHERE action = 'session.revoked' ORDER BY id DESC LIMIT 1`,
  )
  expect(rows).toEqual([{ actor: 'system', detail: { provider: 'ministry', sessions: 1, places: 1 } }])
  await Promise.all([bot.leave(), other.leave()])
})

test('an order without a session means all of the person’s sessions of this provider, and nobody else’s', async () => {
  const [ada, elsewhere, grace] = [await enter('ada'), await enter('ada'), await enter('grace')]
  const { providers } = identity
  expect((await send(providers.ministry.sign(order()))).status).toBe(200)
  expect([await isIn(ada), await isIn(elsewhere), await isIn(grace)]).toEqual([false, false, true])
  const sid = await sidOf('grace')
  expect(await send(providers.ministry.sign(order({ sub: undefined, sid })))).toEqual({
    status: 200,
    body: { ended: 1 },
  })
  expect(await isIn(grace)).toBe(false)
})

test('C08: an order that is not proven, not fresh, not for us, or no order at all ends nothing', async () => {
  const ada = await enter('ada')
  const { ministry, agents } = identity.providers
  const now = Math.floor(Date.now() / 1000)
  const spent = ministry.sign(order({ sub: 'nobody' }))
  expect((await send(spent)).status).toBe(200)
  const hostile = {
    'no token': '',
    'no JWT': 'x.y',
    'alg none': signToken(order(), '', { alg: 'none' }),
    'alg HS256 with our secret': signToken(order(), ministry.client.clientSecret),
    'another provider’s key': agents.sign(order()),
    'an unknown key': ministry.sign(order(), { kid: 'made-up' }),
    'a changed signature': `${ministry.sign(order()).slice(0, -6)}AAAAAA`,
    'an access token': ministry.sign(order(), { typ: 'at+jwt' }),
    'another issuer': ministry.sign(order({ iss: agents.issuer })),
    'another audience': ministry.sign(order({ aud: 'somebody-else' })),
    'a nonce': ministry.sign(order({ nonce: 'n' })),
    'no events': ministry.sign(order({ events: undefined })),
    'another event': ministry.sign(order({ events: { 'http://schemas.openid.net/event/other': {} } })),
    'an event that is no object': ministry.sign(order({ events: { [event]: true } })),
    'neither sub nor sid': ministry.sign(order({ sub: undefined })),
    'no jti': ministry.sign(order({ jti: undefined })),
    'no iat': ministry.sign(order({ iat: undefined })),
    'an old iat': ministry.sign(order({ iat: now - 3600, exp: now + 60 })),
    'an iat to come': ministry.sign(order({ iat: now + 3600, exp: now + 7200 })),
    'an exp that is over': ministry.sign(order({ exp: now - 3600 })),
    'a token that was taken before': spent,
  }
  for (const [kind, token] of Object.entries(hostile))
    expect({ kind, ...(await send(token)) }).toMatchObject({
      kind,
      status: 400,
      body: { code: 'logout-refused' },
    })
  expect(await isIn(ada)).toBe(true)
  expect((await send(ministry.sign(order()), 'unknown')).status).toBe(404)
  expect(identity.world.log.join('\n')).not.toContain(claimsOf(spent)['jti'])
})

test('F31: a provider whose keys cannot be read is told to try again, and everybody stays signed in', async () => {
  const ada = await enter('ada')
  const { agents } = identity.providers
  await using second = await identity.world.startApi()
  await agents[Symbol.asyncDispose]()
  const response = await fetch(
    `http://localhost:${second.port}${fillPath(endAtProvider.path, { provider: 'agents' })}`,
    { method: 'POST', body: new URLSearchParams({ logout_token: agents.sign(order()) }) },
  )
  expect(response.status).toBe(503)
  expect(await isIn(ada)).toBe(true)
})
