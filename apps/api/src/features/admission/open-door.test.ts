import { joinMeeting } from '@parvis/contract/admission'
import { getMeeting, updateMeeting } from '@parvis/contract/meetings'
import { lockMeeting } from '@parvis/contract/moderation'
import { askAgain, startHostedWorld } from '@parvis/testkit/hosted-world'
import { readLive } from '@parvis/testkit/live-reader'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, expect, test } from 'vitest'

const house = await startHostedWorld()
const { world, owner, open, knock, pool } = house
afterAll(() => house[Symbol.asyncDispose]())

test('opening a meeting lets everybody in who waits, and signed-in people when it opens to those', async () => {
  const slug = await open()
  const guest = await knock(slug)
  const account = await world.member('Grace')
  const grace = { visitor: account, ...(await account.knock(slug, 'Grace')) }
  await owner.call(updateMeeting, { params: { slug }, body: { access: 'trusted' } })
  expect((await askAgain(grace, slug)).body).toMatchObject({ state: 'admitted' })
  expect((await askAgain(guest, slug)).body).toMatchObject({ state: 'waiting' })
  await using reader = readLive(guest.visitor, guest.live)
  await reader.arrived(1)
  await owner.call(updateMeeting, { params: { slug }, body: { access: 'public' } })
  expect((await reader.arrived(2))[1]?.event).toEqual({ kind: 'admitted' })
})

test('a guest who knocks while a host opens the meeting is never left outside', async () => {
  for (let round = 0; round < 5; round += 1) {
    const slug = await open()
    const guests = Array.from({ length: 6 }, () => world.guest())
    const enter = (visitor: Visitor) => visitor.call(joinMeeting, { params: { slug }, body: { name: 'Ada' } })
    const asked = Promise.all(guests.map(enter))
    await owner.call(updateMeeting, { params: { slug }, body: { access: 'public' } })
    await asked
    const { rows } = await pool().query(
      `SELECT 1 FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" JOIN "Meeting" m ON m.id = o."meetingId"
       WHERE m.slug = $1 AND a.state = 'waiting'`,
      [slug],
    )
    expect(rows).toEqual([])
  }
})

test('A2: the door tells of a lock whom it keeps out, as joining does without a name, and nothing else', async () => {
  const slug = await open('public')
  await owner.join(slug, {})
  const door = async (visitor: Visitor) => (await visitor.call(getMeeting, { params: { slug } })).body
  const guest = world.guest()
  expect(await door(guest)).toMatchObject({ entry: 'open', locked: false })
  await owner.call(lockMeeting, { params: { slug }, body: { locked: true } })
  const nameless = await guest.call(joinMeeting, { params: { slug }, body: {} })
  expect(nameless.body).toMatchObject({ code: 'meeting-locked' })
  expect(await door(guest)).toEqual({
    slug,
    entry: 'ask',
    passcode: false,
    locked: true,
    name: null,
    present: [],
    presentCount: 0,
    ownPlace: null,
  })
  expect(await door(owner)).toMatchObject({ entry: 'open', locked: false })
})

test('a locked meeting lets nobody new in or ask, but its owner, and who waited may still be answered', async () => {
  const slug = await open('public')
  await owner.join(slug, {})
  const lock = (locked: boolean) => owner.call(lockMeeting, { params: { slug }, body: { locked } })
  const inside = world.guest()
  const place = await inside.join(slug, { name: 'Inside' })
  expect((await lock(true)).status).toBe(204)
  const eve = () => world.guest().call(joinMeeting, { params: { slug }, body: { name: 'Eve' } })
  expect(await eve()).toMatchObject({ status: 403, body: { code: 'meeting-locked' } })
  expect((await inside.join(slug, { participantId: place.participantId })).participantId).toBe(
    place.participantId,
  )
  expect((await owner.join(slug, {})).state).toBe('admitted')
  expect((await lock(false)).status).toBe(204)
  expect((await eve()).body).toMatchObject({ state: 'admitted' })
})
