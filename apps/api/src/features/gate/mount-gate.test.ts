import { claimsOf, signToken } from '@parvis/testkit/forged-token'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { upgrade } from '@parvis/testkit/upgrade'
import type { Visitor } from '@parvis/testkit/visitor'
import { createVisitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endSitting } from '../presence/index.ts'

interface Guest {
  readonly visitor: Visitor
  readonly token: string
  readonly room: string
  readonly identity: string
}

let world: World
let host: Visitor
let ada: Guest
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  host = await world.member('Host')
  ada = await enter(await host.createMeeting())
})
afterAll(() => world?.[Symbol.asyncDispose]())

async function enter({ slug }: { readonly slug: string }): Promise<Guest> {
  const visitor = world.guest()
  const { token, participantId } = await visitor.join(slug, { name: 'Ada' })
  const { room } = claimsOf(token)['video'] as { room: string }
  return { visitor, token, room, identity: participantId }
}

const secrets = () => world.api.context.config.sfu.secrets

/** Claims as our tokens have them, valid now unless said otherwise. */
function claims(guest: Guest, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000)
  const video = { room: guest.room, roomJoin: true, canPublish: true, canSubscribe: true }
  return { iss: 'client', sub: guest.identity, nbf: now, exp: now + 60, video, ...changes }
}

/** As the SFU renews a token by itself: without an id, so that nothing but the place decides. */
const renewed = (guest: Guest): string => signToken(claims(guest), secrets().client)

// LiveKit's WrappedJoinRequest around an empty JoinRequest, and around one with `metadata: "x"`.
const joinRequest = 'EgA='
const joinRequestWithMetadata = 'EgMaAXg='

/** Connects as the page does, from this guest's browser, with these differences. */
async function connect(
  guest: Guest,
  {
    token = guest.token,
    headers = {},
    uri = '',
  }: { token?: string; headers?: Record<string, string>; uri?: string } = {},
): Promise<number> {
  const answer = await upgrade(
    world.origin,
    uri || `/rtc/v1?access_token=${token}&join_request=${joinRequest}`,
    {
      Origin: world.origin,
      'Sec-Fetch-Site': 'same-origin',
      Cookie: guest.visitor.cookieHeader(),
      ...headers,
    },
  )
  return answer.status
}

test('whoever was admitted connects: the answer is the SFU’s own', async () => {
  expect(await connect(await enter(await host.createMeeting()))).toBe(101)
})

test('A27: what the token does not say about oneself cannot be said while joining: the SFU refuses', async () => {
  const guest = await enter(await host.createMeeting())
  const uri = `/rtc/v1?access_token=${guest.token}&join_request=${joinRequestWithMetadata}`
  expect(await connect(guest, { uri })).toBe(401)
})

describe('C38: only our page opens a connection', () => {
  test.each([
    ['https://evil.example', 'a foreign site'],
    ['null', 'a sandboxed frame'],
    ['http://localhost', 'another port'],
    ['http://localhost.evil.example', 'a name that begins like ours'],
  ])('Origin %s (%s) is refused', async (origin) => {
    expect(await connect(ada, { headers: { Origin: origin } })).toBe(403)
  })

  test('Fetch metadata of another site is refused, without Origin as well', async () => {
    for (const site of ['cross-site', 'same-site'])
      expect(await connect(ada, { headers: { 'Sec-Fetch-Site': site } })).toBe(403)
  })
})

describe('A12: nobody gets to what our page does not use', () => {
  test.each([
    ['/rtc?access_token=TOKEN', 'version 0'],
    ['/rtc?access_token=TOKEN&publish=ghost', 'version 0 with a second identity'],
    ['/rtc/v1?access_token=TOKEN&publish=ghost', 'a second identity'],
    ['/rtc/v1?access_token=TOKEN&attributes=e30', 'attributes of one’s own'],
    ['/rtc/v1?access_token=TOKEN#&publish=ghost', 'a parameter behind a fragment'],
    ['/rtc/v1/../..?access_token=TOKEN', 'dots'],
    ['/rtc/v1/../../rtc?access_token=TOKEN', 'dots that lead to version 0'],
    ['/rtc/%2e%2e/rtc?access_token=TOKEN', 'encoded dots'],
    ['/rtc/v1/?access_token=TOKEN', 'a slash at the end'],
    ['/rtc%2fv1?access_token=TOKEN', 'an encoded slash'],
    ['/rtcx?access_token=TOKEN', 'a longer name'],
  ])('%s is refused (%s)', async (uri) => {
    expect(await connect(ada, { uri: uri.replace('TOKEN', ada.token) })).toBe(403)
  })

  test('what does not even begin like signalling is not there', async () => {
    for (const uri of [
      '//rtc/v1',
      '/',
      '/RTC/v1',
      '/twirp/livekit.RoomService/ListRooms',
      `${world.origin}/rtc/v1`,
    ])
      expect(await connect(ada, { uri: `${uri}?access_token=${ada.token}` })).toBe(404)
  })
})

describe('A17, C39: only a token that we signed, for this, now', () => {
  const forged: Readonly<Record<string, () => string>> = {
    'no token': () => '',
    'no token at all': () => 'a.b.c',
    'expired a second ago': () =>
      signToken(claims(ada, { exp: Math.floor(Date.now() / 1000) - 1 }), secrets().client),
    'never expiring': () => signToken(claims(ada, { exp: undefined }), secrets().client),
    'not valid yet': () =>
      signToken(claims(ada, { nbf: Math.floor(Date.now() / 1000) + 600 }), secrets().client),
    'alg none': () => signToken(claims(ada), '', { alg: 'none', typ: 'JWT' }),
    'alg none with our signature': () =>
      `${signToken(claims(ada), '', { alg: 'none' })}${ada.token.split('.')[2] ?? ''}`,
    'alg RS256': () => signToken(claims(ada), secrets().client, { alg: 'RS256', typ: 'JWT' }),
    'another key': () => signToken(claims(ada), 'k'.repeat(43)),
    'the name of one pair, the secret of another': () => signToken(claims(ada), secrets().server),
    'an unknown pair': () => signToken(claims(ada, { iss: 'devkey' }), secrets().client),
    'no pair': () => signToken(claims(ada, { iss: undefined }), secrets().client),
    'changed claims under an old signature': () =>
      [ada.token.split('.')[0], signToken(claims(ada), '').split('.')[1], ada.token.split('.')[2]].join('.'),
    'an identity that we never gave': () =>
      signToken(claims(ada, { sub: `p_${'x'.repeat(24)}` }), secrets().client),
    'no identity': () => signToken(claims(ada, { sub: undefined }), secrets().client),
    'another room': () =>
      signToken(claims(ada, { video: { room: 'o_other', roomJoin: true } }), secrets().client),
    'no right to join': () => signToken(claims(ada, { video: { room: ada.room } }), secrets().client),
    'the right to rule the room': () =>
      signToken(
        claims(ada, { video: { room: ada.room, roomJoin: true, roomAdmin: true } }),
        secrets().client,
      ),
  }

  test.each(Object.entries(forged))('%s: refused', async (_case, token) => {
    expect(await connect(ada, { token: token() })).toBe(403)
  })

  test('a second token in a header does not slip past the one that was judged', async () => {
    const other = signToken(claims(ada), 'k'.repeat(43))
    expect(await connect(ada, { headers: { Authorization: `Bearer ${other}` } })).toBe(403)
    const guest = await enter(await host.createMeeting())
    expect(await connect(guest, { token: other, headers: { Authorization: `Bearer ${guest.token}` } })).toBe(
      101,
    )
  })

  test('a token that the SFU renewed by itself, with a pair of its choice, passes while the place is good', async () => {
    const guest = await enter(await host.createMeeting())
    const exp = Math.floor(Date.now() / 1000) + 600
    const renewedBy = (name: 'client' | 'server' | 'webhook') =>
      signToken(claims(guest, { iss: name, exp }), secrets()[name])
    for (const name of ['client', 'server', 'webhook'] as const)
      expect(await connect(guest, { token: renewedBy(name) })).toBe(101)
    await endSitting(world.api.context, guest.room)
    for (const name of ['client', 'server', 'webhook'] as const)
      expect(await connect(guest, { token: renewedBy(name) })).toBe(403)
  })
})

describe('A8, A14, A15: a good token is worth nothing in the wrong hands or after its time', () => {
  test('another browser’s cookie, none, and one that cannot be ours', async () => {
    const eve = await enter(await host.createMeeting())
    for (const cookie of [
      eve.visitor.cookieHeader(),
      '',
      'parvis-device=',
      `parvis-device=${'x'.repeat(43)}`,
    ])
      expect(await connect(ada, { headers: { Cookie: cookie } })).toBe(403)
  })

  test('A8: after a ban, by browser or by account, it is refused at once', async () => {
    const meeting = await host.createMeeting()
    const guest = await enter(meeting)
    const { participantId, token } = await host.join(meeting.slug, {})
    const account: Guest = { visitor: host, token, room: guest.room, identity: participantId }
    expect([await connect(guest), await connect(account)]).toEqual([101, 101])
    await world.api.context.database.pool.query(
      `INSERT INTO "Ban" (id, "meetingId", "deviceHash", "userId")
       SELECT gen_random_uuid(), o."meetingId", CASE WHEN a."userId" IS NULL THEN a."deviceHash" END, a."userId"
       FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" WHERE o."sfuRoom" = $1`,
      [guest.room],
    )
    const again = [guest, account].map((one) => connect(one, { token: renewed(one) }))
    expect(await Promise.all(again)).toEqual([403, 403])
  })

  test('A15: a token of a sitting that has ended opens nothing, also once the next one has begun', async () => {
    const meeting = await host.createMeeting()
    const guest = await enter(meeting)
    expect(await connect(guest)).toBe(101)
    await endSitting(world.api.context, guest.room)
    expect(await connect(guest, { token: renewed(guest) })).toBe(403)
    const next = await enter(meeting)
    expect(next.room).not.toBe(guest.room)
    expect(await connect(guest, { token: renewed(guest) })).toBe(403)
    expect(await connect(next)).toBe(101)
  })
})

describe('the question after a refused connection is judged in the same way', () => {
  const validate = async (guest: Guest, headers: Record<string, string> = {}, init: RequestInit = {}) => {
    const answer = await guest.visitor.fetch(`/rtc/v1/validate?access_token=${guest.token}`, {
      ...init,
      headers,
    })
    await answer.text()
    return answer
  }

  test('the page may ask; without cookie, from another site, or in another way nobody may', async () => {
    const guest = await enter(await host.createMeeting())
    expect((await validate(guest, { 'Sec-Fetch-Site': 'same-origin' })).status).not.toBe(403)
    expect((await validate(guest, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    expect((await validate(guest, { Origin: 'https://evil.example' })).status).toBe(403)
    expect((await validate({ ...guest, visitor: world.guest() })).status).toBe(403)
    const form = { method: 'POST', body: new URLSearchParams({ access_token: 'x' }) }
    expect((await validate(guest, {}, form)).status).toBe(403)
  })

  test('A55, C05: the SFU’s answer comes without its permission to be read by any site', async () => {
    const { headers } = await validate(await enter(await host.createMeeting()), { Origin: world.origin })
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('a reverse proxy asks the gate and gets the same judgement', () => {
  const gatePath = '/internal/rtc-gate'
  const asked = (guest: Guest, headers: Record<string, string> = {}): Record<string, string> => ({
    'X-Forwarded-Uri': `/rtc/v1?access_token=${guest.token}`,
    'X-Forwarded-Method': 'GET',
    Origin: world.origin,
    Cookie: guest.visitor.cookieHeader(),
    ...headers,
  })
  const cases: Readonly<Record<string, [Record<string, string>, number]>> = {
    'the page': [{}, 204],
    'a foreign site': [{ Origin: 'https://evil.example' }, 403],
    'no cookie': [{ Cookie: '' }, 403],
    'version 0': [{ 'X-Forwarded-Uri': '/rtc?access_token=x' }, 403],
    'no address': [{ 'X-Forwarded-Uri': '' }, 403],
    'another method': [{ 'X-Forwarded-Method': 'POST' }, 403],
  }

  test.each(Object.entries(cases))('as a request and as an upgrade: %s', async (_case, [headers, status]) => {
    const guest = { ...ada, token: renewed(ada) }
    const route = await world.guest().fetch(gatePath, { headers: asked(guest, headers) })
    expect(route.status).toBe(status)
    expect((await upgrade(world.origin, gatePath, asked(guest, headers))).status).toBe(status)
  })

  test('in production the API itself carries no signalling, and takes the cookies of HTTPS alone', async () => {
    await using api = await world.startApi({
      PARVIS_EMBEDDED: '0',
      PUBLIC_URL: 'https://parvis.example.org',
      RATE_LIMITS: 'on',
    })
    const origin = `http://localhost:${api.port}`
    const meeting = await host.createMeeting()
    const visitor = createVisitor(origin)
    const { token } = await visitor.join(meeting.slug, { name: 'Ada' })
    const headers = {
      'X-Forwarded-Uri': `/rtc/v1?access_token=${token}`,
      Origin: 'https://parvis.example.org',
      Cookie: visitor.cookieHeader(),
    }
    expect((await upgrade(origin, `/rtc/v1?access_token=${token}`, headers)).status).toBe(404)
    expect((await upgrade(origin, gatePath, headers)).status).toBe(204)
    expect((await upgrade(origin, gatePath, { ...headers, Origin: origin })).status).toBe(403)
    const bare = headers.Cookie.replace('__Host-', '')
    expect((await upgrade(origin, gatePath, { ...headers, Cookie: bare })).status).toBe(403)
  })

  test('when the SFU or the database is away nobody is let past the gate', async () => {
    await using api = await world.startApi({ LIVEKIT_URL: 'http://127.0.0.1:9' })
    const status = (
      await upgrade(`http://localhost:${api.port}`, `/rtc/v1?access_token=${renewed(ada)}`, {
        Cookie: ada.visitor.cookieHeader(),
      })
    ).status
    expect(status).toBe(503)
  })
})

test('C17, A58: whatever happened here, no token stands in the log', () => {
  const log = world.log.join('\n')
  expect(log).toContain('gate-refused')
  expect(log).not.toMatch(/eyJ[\w-]+\.[\w-]+/)
  expect(log).not.toContain('access_token')
})
