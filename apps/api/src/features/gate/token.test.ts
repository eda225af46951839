import { signToken } from '@parvis/testkit/forged-token'
import { startGateWorld } from '@parvis/testkit/gate-world'
import type { GateGuest } from '@parvis/testkit/gate-world'
import { afterAll, describe, expect, test } from 'vitest'
import { endSitting } from '../presence/index.ts'

const gate = await startGateWorld()
const { world, host, enter, secrets, claims, renewed, connect } = gate
const ada = await enter()
afterAll(() => gate[Symbol.asyncDispose]())

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
    const guest = await enter()
    expect(await connect(guest, { token: other, headers: { Authorization: `Bearer ${guest.token}` } })).toBe(
      101,
    )
  })

  test('a token that the SFU renewed by itself, with a pair of its choice, passes while the place is good', async () => {
    const guest = await enter()
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
    const eve = await enter()
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
    const account: GateGuest = { visitor: host, token, room: guest.room, identity: participantId }
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

test('C17, A58: whatever happened here, no token stands in the log', () => {
  const log = world.log.join('\n')
  expect(log).toContain('gate-refused')
  expect(log).not.toMatch(/eyJ[\w-]+\.[\w-]+/)
  expect(log).not.toContain('access_token')
})
