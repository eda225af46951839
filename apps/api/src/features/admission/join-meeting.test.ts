import { getMeeting } from '@parvis/contract/meetings'
import { joinMeeting, leaveMeeting } from '@parvis/contract/admission'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ sfu: true })
})
afterAll(() => world?.[Symbol.asyncDispose]())

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
}

test('A24, A44, A70, facts 1–3: a join token carries exactly these claims, for 60 seconds', async () => {
  const host = await world.administrator()
  const { slug } = await host.createMeeting()
  const admission = await world.guest().join(slug, { name: 'Ada' })
  const { nbf, exp, ...claims } = claimsOf(admission.token)
  expect(Number(exp) - Number(nbf)).toBe(60)
  expect(claims).toEqual({
    iss: 'client',
    jti: expect.stringMatching(/^[0-9a-z]{9}-[0-9a-f]{16}$/),
    sub: admission.participantId,
    name: 'Ada',
    video: {
      room: expect.stringMatching(/^o_[0-9a-f]{32}$/),
      roomJoin: true,
      canPublish: true,
      canPublishSources: ['microphone', 'camera', 'screen_share', 'screen_share_audio'],
      canSubscribe: true,
      canPublishData: false,
      canUpdateOwnMetadata: false,
    },
  })
})

test('a guest must give a name, an account enters under its own', async () => {
  const host = await world.administrator()
  const { slug } = await host.createMeeting()
  const nameless = await world.guest().call(joinMeeting, { params: { slug }, body: {} })
  expect(nameless).toMatchObject({ status: 400, body: { code: 'name-required' } })
  expect((await host.join(slug, { name: 'Somebody else' })).name).toBe('admin')
})

test('a guest who comes back to their place keeps identity and name, and nobody else can take it', async () => {
  const host = await world.administrator()
  const { slug } = await host.createMeeting()
  const ada = world.guest()
  const first = await ada.join(slug, { name: 'Ada' })
  const again = await ada.join(slug, { participantId: first.participantId })
  expect(again).toMatchObject({ participantId: first.participantId, name: 'Ada' })
  const thief = await world.guest().join(slug, { name: 'Eve', participantId: first.participantId })
  expect(thief.participantId).not.toBe(first.participantId)
})

test('A13: two visits of one browser are two participants, whose identities nobody can choose', async () => {
  const host = await world.administrator()
  const { slug } = await host.createMeeting()
  const ada = world.guest()
  const first = await ada.join(slug, { name: 'Ada' })
  const second = await ada.join(slug, { name: 'Ada' })
  expect(second.participantId).not.toBe(first.participantId)
})

test('a meeting that does not exist answers 404 to everybody, and an address that cannot exist 400', async () => {
  const guest = world.guest()
  const absent = await guest.call(joinMeeting, { params: { slug: 'aaa-aaaa-aaa' }, body: { name: 'Ada' } })
  expect(absent).toMatchObject({ status: 404, body: { code: 'meeting-not-found' } })
  const impossible = await guest.call(joinMeeting, { params: { slug: 'AAA' }, body: { name: 'Ada' } })
  expect(impossible).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
})

test('A9: a banned browser is refused, also when it comes back to its place', async () => {
  const host = await world.administrator()
  const { slug } = await host.createMeeting()
  const eve = world.guest()
  const { participantId } = await eve.join(slug, { name: 'Eve' })
  await world.api.context.database.pool.query(
    `INSERT INTO "Ban" (id, "meetingId", "deviceHash")
     SELECT gen_random_uuid(), o."meetingId", a."deviceHash" FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" WHERE a.id = $1`,
    [participantId],
  )
  for (const body of [{ name: 'Eve' }, { participantId }]) {
    expect(await eve.call(joinMeeting, { params: { slug }, body })).toMatchObject({
      status: 403,
      body: { code: 'banned' },
    })
  }
})

test('two people who open the meeting at the same moment meet in one sitting', async () => {
  const host = await world.administrator()
  const { slug } = await host.createMeeting()
  const admissions = await Promise.all(
    Array.from({ length: 8 }, (_, index) => world.guest().join(slug, { name: `Guest ${index}` })),
  )
  expect(new Set(admissions.map(({ token }) => JSON.stringify(claimsOf(token)['video']))).size).toBe(1)
  expect(new Set(admissions.map(({ participantId }) => participantId)).size).toBe(8)
})

test('names are shown as they were typed, without characters that could deceive', async () => {
  const host = await world.administrator()
  const { slug } = await host.createMeeting()
  const join = async (name: string) => (await world.guest().join(slug, { name })).name
  expect(await join('  Zoë\u0000   \u202Eevil  ')).toBe('Zoë evil')
  expect(await join('<b>Ada</b>')).toBe('<b>Ada</b>')
  const tooLong = await world.guest().call(joinMeeting, { params: { slug }, body: { name: 'x'.repeat(65) } })
  expect(tooLong.status).toBe(400)
})

test('leaving twice, or without having been there, is answered like leaving', async () => {
  const host = await world.administrator()
  const { slug } = await host.createMeeting()
  const ada = world.guest()
  const { participantId } = await ada.join(slug, { name: 'Ada' })
  for (const body of [{ participantId }, { participantId }, {}]) {
    expect((await ada.call(leaveMeeting, { params: { slug }, body })).status).toBe(204)
  }
  expect((await world.guest().call(leaveMeeting, { params: { slug }, body: {} })).status).toBe(204)
})

test('the door of a public meeting tells its name and who is there; nobody is there before connecting', async () => {
  const host = await world.administrator()
  const { slug } = await host.createMeeting('Conseil')
  const ada = world.guest()
  await ada.join(slug, { name: 'Ada' })
  expect((await ada.call(getMeeting, { params: { slug } })).body).toEqual({
    slug,
    entry: 'open',
    passcode: false,
    locked: false,
    name: 'Conseil',
    present: [],
    presentCount: 0,
    ownPlace: null,
  })
})
