import { lowerHands, setHand } from '@parvis/contract/hands'
import { leaveMeeting } from '@parvis/contract/admission'
import type { LiveEvent } from '@parvis/contract/live'
import { removeParticipant } from '@parvis/contract/moderation'
import type { Person } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { startHostedWorld } from '@parvis/testkit/hosted-world'
import { readLive } from '@parvis/testkit/live-reader'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, expect, test } from 'vitest'

const house = await startHostedWorld()
const { owner, cast } = house
afterAll(() => house[Symbol.asyncDispose]())

type Place = Pick<Person, 'slug' | 'participantId'>

function move(by: Visitor, { slug, participantId }: Place, raised: boolean) {
  return by.call(setHand, { params: { slug, participantId }, body: { raised } })
}

const raise = (person: Person) => move(person.visitor, person, true)

/** What a newcomer’s page learns of whose hands are up, first first. */
async function queueOf({ visitor, live }: Person) {
  await using stream = readLive(visitor, live)
  const [first] = await stream.arrived(1)
  const participants = first?.event.kind === 'snapshot' ? first.event.participants : []
  return participants
    .flatMap(({ id, handRaisedAt: at }) => (at ? [{ id, at }] : []))
    .toSorted((one, other) => one.at.localeCompare(other.at))
    .map(({ id }) => id)
}

function handsIn(events: readonly { readonly event: LiveEvent }[]) {
  return events
    .map(({ event }) => event)
    .filter(({ kind }) => kind === 'hand-raised' || kind === 'hands-lowered')
}

test('everybody sees a raised hand, at its place in the queue, also who comes later; lowering it is told as well', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug)]
  await using told = readLive(grace.visitor, grace.live)
  await told.arrived(1)
  expect((await raise(ada)).status).toBe(204)
  expect((await raise(ada)).status).toBe(204)
  expect((await raise(grace)).status).toBe(204)
  const late = await cast.enter(slug)
  expect(await queueOf(late)).toEqual([ada.participantId, grace.participantId])
  expect((await move(ada.visitor, ada, false)).status).toBe(204)
  await eventually(() =>
    expect(handsIn(told.events)).toEqual([
      { kind: 'hand-raised', participantId: ada.participantId, raisedAt: expect.any(String) },
      { kind: 'hand-raised', participantId: grace.participantId, raisedAt: expect.any(String) },
      { kind: 'hands-lowered', participantIds: [ada.participantId], by: null },
    ]),
  )
  await raise(ada)
  expect(await queueOf(late)).toEqual([grace.participantId, ada.participantId])
})

test('nobody raises or lowers the hand of another; a host lowers one, or all by one request, and is named', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug)]
  expect((await move(grace.visitor, ada, true)).status).toBe(403)
  expect((await move(owner, ada, true)).status).toBe(403)
  await Promise.all([raise(ada), raise(grace)])
  expect((await move(grace.visitor, ada, false)).status).toBe(403)
  await using told = readLive(ada.visitor, ada.live)
  await told.arrived(1)
  expect((await move(owner, ada, false)).status).toBe(204)
  await raise(ada)
  const lowerAll = (by: Visitor) => by.call(lowerHands, { params: { slug }, body: {} })
  expect((await lowerAll(grace.visitor)).status).toBe(403)
  expect((await lowerAll(owner)).body).toEqual({ lowered: 2 })
  expect((await lowerAll(owner)).body).toEqual({ lowered: 0 })
  const by = { name: 'Owner' }
  await eventually(() =>
    expect(handsIn(told.events)).toEqual([
      { kind: 'hands-lowered', participantIds: [ada.participantId], by },
      expect.objectContaining({ kind: 'hand-raised' }),
      { kind: 'hands-lowered', participantIds: expect.arrayContaining([grace.participantId]), by },
    ]),
  )
  const { rows } = await house
    .pool()
    .query(`SELECT target, detail FROM "AuditEntry" WHERE action = 'hands.lowered' ORDER BY id`)
  expect(rows).toEqual([
    { target: `participant:${ada.participantId}`, detail: { meeting: slug } },
    {
      target: `meeting:${slug}`,
      detail: { meeting: slug, places: expect.stringContaining(grace.participantId) },
    },
  ])
})

test('A5: who waits, who was removed, and who left raises no hand', async () => {
  const slug = await house.open()
  const waiting = await house.knock(slug)
  const knocker = { slug, participantId: waiting.participantId }
  expect((await move(waiting.visitor, knocker, true)).status).toBe(403)
  const { slug: open } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(open), await cast.enter(open)]
  await owner.call(removeParticipant, {
    params: { slug: open, participantId: ada.participantId },
    body: { ban: true },
  })
  expect((await raise(ada)).status).toBe(403)
  await grace.visitor.call(leaveMeeting, { params: { slug: open }, body: {} })
  expect((await raise(grace)).status).toBe(403)
  expect((await move(owner, grace, false)).status).toBe(404)
})

test('a hand goes with who leaves, comes back with who reloads, and is forgotten after a minute', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace, alan] = [await cast.enter(slug), await cast.enter(slug), await cast.enter(slug)]
  await raise(ada)
  const leave = async () => {
    await ada.visitor.call(leaveMeeting, { params: { slug }, body: {} })
    expect(await queueOf(alan)).toEqual([])
  }
  const comeBack = async () => {
    const { token } = await ada.visitor.join(slug, { participantId: ada.participantId })
    await cast.connect(token)
  }
  await using told = readLive(grace.visitor, grace.live)
  await told.arrived(1)
  await leave()
  await comeBack()
  await eventually(async () => expect(await queueOf(alan)).toEqual([ada.participantId]))
  const back = () => told.events.findLast(({ event }) => event.kind === 'participant-joined')?.event
  await eventually(() => expect(back()).toMatchObject({ participant: { handRaisedAt: expect.any(String) } }))
  await leave()
  await house
    .pool()
    .query(`UPDATE "Attendance" SET "leftAt" = "leftAt" - interval '61 seconds' WHERE id = $1`, [
      ada.participantId,
    ])
  await comeBack()
  await eventually(() =>
    expect(back()).toMatchObject({
      participant: expect.not.objectContaining({ handRaisedAt: expect.anything() }),
    }),
  )
  expect(await queueOf(alan)).toEqual([])
})
