import { leaveMeeting } from '@parvis/contract/admission'
import { updateMeeting } from '@parvis/contract/meetings'
import { react } from '@parvis/contract/reactions'
import { createCast } from '@parvis/testkit/cast'
import type { Person } from '@parvis/testkit/cast'
import { rule, startHostedWorld } from '@parvis/testkit/hosted-world'
import { readLive } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, expect, test } from 'vitest'

const house = await startHostedWorld()
const { owner, cast } = house
afterAll(() => house[Symbol.asyncDispose]())

type Place = Pick<Person, 'slug' | 'participantId'>

function clap(by: Visitor, { slug, participantId }: Place) {
  return by.call(react, { params: { slug, participantId }, body: { reaction: 'clap' } })
}

test('a reaction reaches everybody who is there, and nobody who comes later or back', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug)]
  const seen = { kind: 'reaction', participantId: ada.participantId, reaction: 'clap' }
  let last: number | undefined
  {
    await using told = readLive(grace.visitor, grace.live)
    last = (await told.arrived(1))[0]?.id
    expect((await clap(ada.visitor, ada)).status).toBe(204)
    expect((await told.arrived(2))[1]?.event).toEqual(seen)
  }
  await owner.call(updateMeeting, { params: { slug }, body: { name: 'Conseil' } })
  await using back = readLive(grace.visitor, grace.live, last)
  expect((await back.arrived(1))[0]?.event.kind).toBe('meeting-changed')
})

test('who may not react is refused: forbidden to one, to all, waiting, gone, or with the place of another', async () => {
  const { slug } = await owner.createMeeting()
  const [host, ada, grace] = [await cast.enter(slug, owner), await cast.enter(slug), await cast.enter(slug)]
  expect((await clap(grace.visitor, ada)).status).toBe(403)
  await rule(owner, ada, { reactions: false })
  expect((await clap(ada.visitor, ada)).status).toBe(403)
  expect((await clap(grace.visitor, grace)).status).toBe(204)
  await owner.call(updateMeeting, { params: { slug }, body: { rights: { reactions: false } } })
  expect((await clap(grace.visitor, grace)).status).toBe(403)
  expect((await clap(owner, host)).status).toBe(204)
  await rule(owner, grace, { reactions: true })
  expect((await clap(grace.visitor, grace)).status).toBe(204)
  await grace.visitor.call(leaveMeeting, { params: { slug }, body: {} })
  expect((await clap(grace.visitor, grace)).status).toBe(403)
  const closed = await house.open()
  const waiting = await house.knock(closed)
  const place = { slug: closed, participantId: waiting.participantId }
  expect((await clap(waiting.visitor, place)).status).toBe(403)
})

test('A43: one place reacts ten times within ten seconds, which costs nobody else their reactions', async () => {
  await using world = await startTestWorld({ sfu: true })
  await using people = createCast(world)
  const host = await world.member('Host')
  const { slug } = await host.createMeeting()
  const [ada, grace] = [await people.enter(slug), await people.enter(slug)]
  const statuses: number[] = []
  for (let turn = 0; turn < 11; turn++) statuses.push((await clap(ada.visitor, ada)).status)
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 204), 429])
  expect((await clap(grace.visitor, grace)).status).toBe(204)
})
