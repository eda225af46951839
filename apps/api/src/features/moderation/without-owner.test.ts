import { leaveMeeting } from '@parvis/contract/admission'
import { updateMeeting } from '@parvis/contract/meetings'
import { endMeeting, lockMeeting, removeParticipant } from '@parvis/contract/moderation'
import { getMe } from '@parvis/contract/session'
import type { Me } from '@parvis/contract/session'
import { eventually } from '@parvis/testkit/eventually'
import type { Visitor } from '@parvis/testkit/visitor'
import { answer, askAgain, rule, startHostedWorld } from '@parvis/testkit/hosted-world'
import { readLive } from '@parvis/testkit/live-reader'
import { afterAll, expect, test } from 'vitest'

const house = await startHostedWorld()
const { world, owner, cast, knock } = house
afterAll(() => house[Symbol.asyncDispose]())

test('when the owner leaves, whom they made host keeps the order alone: answers, forbids, removes, locks, ends', async () => {
  const { slug } = await owner.createMeeting('Conseil', 'trusted')
  const host = await cast.enter(slug, owner)
  const ada = await cast.enter(slug, await world.member('Ada'))
  const grace = await cast.enter(slug, await world.member('Grace'))
  await rule(owner, ada, { host: true })
  const eve = await knock(slug, 'Eve')
  await using door = readLive(eve.visitor, eve.live)
  await using inside = readLive(ada.visitor, ada.live)
  await Promise.all([door.arrived(1), inside.arrived(1)])
  await host.bot.leave()
  await eventually(() =>
    expect(inside.events.map(({ event }) => event)).toContainEqual({
      kind: 'participant-left',
      participantId: host.participantId,
    }),
  )
  const told = await answer(ada.visitor, slug, { decision: 'admit', participantIds: [eve.participantId] })
  expect(told.body).toEqual({ answered: 1 })
  expect((await askAgain(eve, slug)).body).toMatchObject({ state: 'admitted' })
  // Nobody was told in between that they wait in vain.
  expect(door.events.map(({ event }) => event)).not.toContainEqual({ kind: 'waiting', hostPresent: false })

  const params = { slug }
  expect((await rule(ada.visitor, grace, { camera: false })).status).toBe(204)
  const put = { params: { slug, participantId: grace.participantId }, body: { ban: false } }
  expect((await ada.visitor.call(removeParticipant, put)).status).toBe(204)
  expect((await ada.visitor.call(lockMeeting, { params, body: { locked: true } })).status).toBe(204)
  expect((await ada.visitor.call(endMeeting, { params, body: {} })).status).toBe(204)
})

test('when the last host leaves, who waits is told that nobody can answer now, and nobody else becomes host by it', async () => {
  const { slug } = await owner.createMeeting('Conseil', 'trusted')
  const host = await cast.enter(slug, owner)
  const member = await cast.enter(slug, await world.member('Member'))
  const eve = await knock(slug, 'Eve')
  await using door = readLive(eve.visitor, eve.live)
  await door.arrived(1)
  await host.bot.leave()
  await eventually(() =>
    expect(door.events.map(({ event }) => event)).toContainEqual({ kind: 'waiting', hostPresent: false }),
  )
  const all = { decision: 'admit', participantIds: 'all' } as const
  expect((await answer(member.visitor, slug, all)).status).toBe(403)
})

async function makeMember(slug: string, visitor: Visitor): Promise<void> {
  const me = (await visitor.call(getMe, {})).body as Me
  await house
    .pool()
    .query(
      `INSERT INTO "MeetingRole" (id, "meetingId", "userId", role) SELECT gen_random_uuid(), id, $2, 'member' FROM "Meeting" WHERE slug = $1`,
      [slug, me.id],
    )
}

test.each([
  ['leaves by the button', true],
  ['loses the connection', false],
])(
  'where the meeting wants it and its last host %s, the member who has been there longest stands in; whom a host forbade something never does',
  async (_, bySaying) => {
    const { slug } = await owner.createMeeting('Conseil', 'restricted')
    await owner.call(updateMeeting, { params: { slug }, body: { membersStandIn: true } })
    const host = await cast.enter(slug, owner)
    const [muted, member] = [await world.member('Muted'), await world.member('Member')]
    for (const visitor of [muted, member]) await makeMember(slug, visitor)
    await rule(owner, await cast.enter(slug, muted), { camera: false })
    const place = await cast.enter(slug, member)
    const eve = await knock(slug, 'Eve')
    await using inside = readLive(member, place.live)
    await inside.arrived(1)
    const leaving = { params: { slug }, body: { participantId: host.participantId } }
    if (bySaying) await owner.call(leaveMeeting, leaving)
    await host.bot.leave()
    const standIn = { kind: 'host-changed', participantId: place.participantId, host: true }
    await eventually(() => expect(inside.events.map(({ event }) => event)).toContainEqual(standIn))
    const one = { decision: 'admit' as const, participantIds: [eve.participantId] }
    expect((await answer(muted, slug, one)).status).toBe(403)
    expect((await answer(member, slug, one)).body).toEqual({ answered: 1 })
  },
)

test('members who are there without a host have one as soon as the owner, from elsewhere, lets them stand in', async () => {
  const { slug } = await owner.createMeeting('Conseil', 'restricted')
  const host = await cast.enter(slug, owner)
  const member = await world.member('Member')
  await makeMember(slug, member)
  const place = await cast.enter(slug, member)
  await using inside = readLive(member, place.live)
  await inside.arrived(1)
  await host.bot.leave()
  const left = { kind: 'participant-left', participantId: host.participantId }
  await eventually(() => expect(inside.events.map(({ event }) => event)).toContainEqual(left))
  const eve = await knock(slug, 'Eve')
  const one = { decision: 'admit' as const, participantIds: [eve.participantId] }
  expect((await answer(member, slug, one)).status).toBe(403)
  await owner.call(updateMeeting, { params: { slug }, body: { membersStandIn: true } })
  expect((await answer(member, slug, one)).body).toEqual({ answered: 1 })
})
