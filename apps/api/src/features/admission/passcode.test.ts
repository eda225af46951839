import { joinMeeting } from '@parvis/contract/admission'
import { getMeeting, getOwnMeeting, updateMeeting } from '@parvis/contract/meetings'
import { getPasscode, removePasscode, setPasscode } from '@parvis/contract/passcode'
import { createCast } from '@parvis/testkit/cast'
import type { Cast } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { readLive } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { createVisitor } from '@parvis/testkit/visitor'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
let owner: Visitor
let cast: Cast
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  owner = await world.member('Owner')
  cast = createCast(world)
})
afterAll(async () => {
  await cast?.[Symbol.asyncDispose]()
  await world?.[Symbol.asyncDispose]()
})

const pool = () => world.api.context.database.pool

async function open(passcode = '246810', forAll = false): Promise<string> {
  const { slug } = await owner.createMeeting('Conseil secret', 'public')
  await owner.call(setPasscode, { params: { slug }, body: { passcode, forAll } })
  return slug
}

const enter = (visitor: Visitor, slug: string, passcode?: string) =>
  visitor.call(joinMeeting, { params: { slug }, body: { name: 'Ada', ...(passcode && { passcode }) } })

test('the door asks for the passcode, tells nothing more, and lets in who gives it', async () => {
  const slug = await open()
  const ada = world.guest()
  const door = await ada.call(getMeeting, { params: { slug } })
  expect(door.body).toMatchObject({ entry: 'open', passcode: true, name: null, present: [], presentCount: 0 })
  expect(await enter(ada, slug)).toMatchObject({ status: 403, body: { code: 'passcode-required' } })
  expect(await enter(ada, slug, '111111')).toMatchObject({ status: 403, body: { code: 'passcode-wrong' } })
  const admitted = await enter(ada, slug, '246 810')
  expect(admitted).toMatchObject({ status: 200, body: { state: 'admitted' } })
  const { participantId } = admitted.body as { participantId: string }
  expect(await ada.call(joinMeeting, { params: { slug }, body: { participantId } })).toMatchObject({
    status: 200,
  })
})

test('whether members are asked too is changed without another passcode, and the settings tell it', async () => {
  const slug = await open('246810')
  const params = { slug }
  const kept = await owner.call(setPasscode, { params, body: { forAll: true, keep: true } })
  expect(kept).toMatchObject({ status: 200, body: { passcode: null, forAll: true } })
  expect((await owner.call(getOwnMeeting, { params })).body).toMatchObject({ passcodeForAll: true })
  expect((await owner.call(getPasscode, { params })).body).toEqual({ passcode: '246810', forAll: true })
})

test('a wrong passcode opens no sitting and no room', async () => {
  const slug = await open()
  await enter(world.guest(), slug, '111111')
  const { rows } = await pool().query(
    `SELECT 1 FROM "Occurrence" o JOIN "Meeting" m ON m.id = o."meetingId" WHERE m.slug = $1`,
    [slug],
  )
  expect(rows).toEqual([])
})

test('members are asked only when everybody is; owners never', async () => {
  const [some, all] = [await open('246810'), await open('246810', true)]
  const member = await world.member('Member')
  for (const slug of [some, all])
    await pool().query(
      `INSERT INTO "MeetingRole" (id, "meetingId", "userId", role)
       SELECT gen_random_uuid(), m.id, u.id, 'member' FROM "Meeting" m, "User" u WHERE m.slug = $1 AND u.name = 'Member'`,
      [slug],
    )
  expect(await enter(member, some)).toMatchObject({ status: 200 })
  expect(await enter(member, all)).toMatchObject({ status: 403 })
  expect(await enter(owner, all)).toMatchObject({ status: 200 })
})

test('A4: ten wrong passcodes a minute close the door to the right one too, over all processes, and hosts are told', async () => {
  const slug = await open()
  const host = await cast.enter(slug, owner)
  await using live = readLive(host.visitor, host.live)
  await using other = await world.startApi()
  const guess = (index: number) => {
    const origin = index % 2 === 0 ? world.origin : `http://localhost:${other.port}`
    return enter(createVisitor(origin), slug, String(100_000 + index))
  }
  const statuses = (await Promise.all(Array.from({ length: 12 }, (_, index) => guess(index)))).map(
    ({ status }) => status,
  )
  // All come from one address, of which five are heard.
  expect(statuses.filter((status) => status === 403)).toHaveLength(5)
  expect(statuses.filter((status) => status === 429)).toHaveLength(7)
  expect(await enter(world.guest(), slug, '246810')).toMatchObject({ status: 429 })
  await pool().query(`UPDATE "PasscodeMiss" SET "sourceHash" = NULL`)
  for (let index = 0; index < 5; index += 1) await guess(index)
  await pool().query(`UPDATE "PasscodeMiss" SET "sourceHash" = NULL`)
  expect(await enter(world.guest(), slug, '246810')).toMatchObject({ status: 429 })
  await eventually(() =>
    expect(live.events.map(({ event }) => event)).toContainEqual({ kind: 'passcode-missed', count: 10 }),
  )
  await pool().query(`UPDATE "PasscodeMiss" SET "missedAt" = now() - interval '2 minutes'`)
  expect(await enter(world.guest(), slug, '246810')).toMatchObject({ status: 200 })
})

test('A74, C17: hosts read the passcode by a request of its own; it stands neither in the database, the log nor the live stream', async () => {
  const slug = await open('135792468')
  const host = await cast.enter(slug, owner)
  await using live = readLive(host.visitor, host.live)
  await live.arrived(1)
  const shown = await owner.call(getPasscode, { params: { slug } })
  expect(shown.body).toEqual({ passcode: '135792468', forAll: false })
  await enter(world.guest(), slug, '135792468')
  const { rows } = await pool().query(
    `SELECT m::text FROM "Meeting" m UNION ALL SELECT e::text FROM "AuditEntry" e`,
  )
  for (const text of [JSON.stringify(rows), world.log.join(), JSON.stringify(live.events)])
    expect(text).not.toContain('135792468')
  expect((await host.visitor.call(removePasscode, { params: { slug } })).status).toBe(204)
  expect(await enter(world.guest(), slug)).toMatchObject({ status: 200 })
})

test('without a host who has no role waits, members enter, and the first host lets everybody in', async () => {
  const { slug } = await owner.createMeeting('Conseil', 'public')
  await owner.call(updateMeeting, { params: { slug }, body: { waitForHost: true } })
  const guest = world.guest()
  const { participantId } = await guest.knock(slug, 'Ada')
  expect((await guest.call(getMeeting, { params: { slug } })).body).toMatchObject({
    entry: 'ask',
    name: null,
  })
  await cast.enter(slug, owner)
  await eventually(async () => {
    const { rows } = await pool().query(`SELECT state FROM "Attendance" WHERE id = $1`, [participantId])
    expect(rows).toEqual([{ state: 'admitted' }])
  })
  expect(await enter(world.guest(), slug)).toMatchObject({ body: { state: 'admitted' } })
})

test('whoever waits for a host enters when it is no longer asked', async () => {
  const { slug } = await owner.createMeeting('Conseil', 'public')
  await owner.call(updateMeeting, { params: { slug }, body: { waitForHost: true } })
  const { participantId } = await world.guest().knock(slug, 'Ada')
  await owner.call(updateMeeting, { params: { slug }, body: { waitForHost: false } })
  const { rows } = await pool().query(`SELECT state FROM "Attendance" WHERE id = $1`, [participantId])
  expect(rows).toEqual([{ state: 'admitted' }])
})
