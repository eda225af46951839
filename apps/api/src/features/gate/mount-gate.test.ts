import { startGateWorld } from '@parvis/testkit/gate-world'
import type { GateGuest } from '@parvis/testkit/gate-world'
import { upgrade } from '@parvis/testkit/upgrade'
import { createVisitor } from '@parvis/testkit/visitor'
import { afterAll, describe, expect, test } from 'vitest'

const gate = await startGateWorld()
const { world, host, enter, renewed, connect } = gate
const ada = await enter()
afterAll(() => gate[Symbol.asyncDispose]())

// LiveKit's WrappedJoinRequest around a JoinRequest with `metadata: "x"`
const joinRequestWithMetadata = 'EgMaAXg='

test('whoever was admitted connects: the answer is the SFU’s own', async () => {
  expect(await connect(await enter())).toBe(101)
})

test('A27: what the token does not say about oneself cannot be said while joining: the SFU refuses', async () => {
  const guest = await enter()
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

describe('the question after a refused connection is judged in the same way', () => {
  const validate = async (guest: GateGuest, headers: Record<string, string> = {}, init: RequestInit = {}) => {
    const answer = await guest.visitor.fetch(`/rtc/v1/validate?access_token=${guest.token}`, {
      ...init,
      headers,
    })
    await answer.text()
    return answer
  }

  test('the page may ask; without cookie, from another site, or in another way nobody may', async () => {
    const guest = await enter()
    expect((await validate(guest, { 'Sec-Fetch-Site': 'same-origin' })).status).not.toBe(403)
    expect((await validate(guest, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    expect((await validate(guest, { Origin: 'https://evil.example' })).status).toBe(403)
    expect((await validate({ ...guest, visitor: world.guest() })).status).toBe(403)
    const form = { method: 'POST', body: new URLSearchParams({ access_token: 'x' }) }
    expect((await validate(guest, {}, form)).status).toBe(403)
  })

  test('A55, C05: the SFU’s answer comes without its permission to be read by any site', async () => {
    const { headers } = await validate(await enter(), { Origin: world.origin })
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('a reverse proxy asks the gate and gets the same judgement', () => {
  const gatePath = '/internal/rtc-gate'
  const asked = (guest: GateGuest, headers: Record<string, string> = {}): Record<string, string> => ({
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
