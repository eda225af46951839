import { joinMeeting, leaveMeeting } from '@parvis/contract/admission'
import { getMeeting } from '@parvis/contract/meetings'
import { connectBot } from '@parvis/testkit/bot'
import { eventually } from '@parvis/testkit/eventually'
import { readLive } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
let host: Visitor
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { MEETING_CAPACITY: '2', RATE_LIMITS: 'off' } })
  host = await world.member('Host')
})
afterAll(() => world?.[Symbol.asyncDispose]())

async function enter(slug: string, name: string) {
  const visitor = world.guest()
  const admission = await visitor.join(slug, { name })
  const bot = await connectBot(world.livekit?.url ?? '', admission.token)
  return { visitor, bot, ...admission }
}

const door = async (visitor: Visitor, slug: string) =>
  (await visitor.call(getMeeting, { params: { slug } })).body as {
    present: { name: string }[]
    presentCount: number
    ownPlace: string | null
  }

const arrived = (slug: string, count: number) =>
  eventually(async () => {
    const { presentCount } = await door(world.guest(), slug)
    if (presentCount !== count) throw new Error(`${presentCount} of ${count} are there`)
  })

test('A25: who is in the meeting is seen at its door, and told to those inside, from the SFU’s own word', async () => {
  const { slug } = await host.createMeeting()
  const ada = await enter(slug, 'Ada')
  await arrived(slug, 1)
  await using reader = readLive(ada.visitor, ada.live)
  await reader.arrived(1)
  const grace = await enter(slug, 'Grace')
  await arrived(slug, 2)
  expect(await door(ada.visitor, slug)).toMatchObject({
    present: [{ name: 'Ada' }, { name: 'Grace' }],
    ownPlace: ada.participantId,
  })
  expect((await door(world.guest(), slug)).ownPlace).toBeNull()
  await grace.bot.leave()
  const events = (await reader.arrived(3)).map(({ event }) => event)
  expect(events).toEqual([
    expect.objectContaining({ kind: 'snapshot', participants: [expect.objectContaining({ name: 'Ada' })] }),
    {
      kind: 'participant-joined',
      participant: {
        id: grace.participantId,
        name: 'Grace',
        joinedAt: expect.any(String),
        host: false,
        account: false,
      },
    },
    { kind: 'participant-left', participantId: grace.participantId },
  ])
  await ada.bot.leave()
})

test('a full meeting lets nobody in but those who come back to their place; a place that is left is free', async () => {
  const { slug } = await host.createMeeting()
  const [ada, grace] = [await enter(slug, 'Ada'), await enter(slug, 'Grace')]
  await arrived(slug, 2)
  const eve = () => world.guest().call(joinMeeting, { params: { slug }, body: { name: 'Eve' } })
  expect(await eve()).toMatchObject({ status: 409, body: { code: 'meeting-full' } })
  const back = { params: { slug }, body: { participantId: ada.participantId } }
  expect((await ada.visitor.call(joinMeeting, back)).status).toBe(200)
  await grace.bot.leave()
  await arrived(slug, 1)
  expect((await eve()).status).toBe(200)
  await ada.bot.leave()
})

test('A20: leaving frees one’s own places and nobody else’s, whichever place is named', async () => {
  const { slug } = await host.createMeeting()
  const [ada, eve] = [await enter(slug, 'Ada'), await enter(slug, 'Eve')]
  await arrived(slug, 2)
  await eve.visitor.call(leaveMeeting, { params: { slug }, body: { participantId: ada.participantId } })
  await world.guest().call(leaveMeeting, { params: { slug }, body: {} })
  expect((await door(world.guest(), slug)).presentCount).toBe(2)
  await eve.visitor.call(leaveMeeting, { params: { slug }, body: {} })
  expect((await door(world.guest(), slug)).present).toEqual([{ name: 'Ada' }])
  await Promise.all([ada.bot.leave(), eve.bot.leave()])
})

test('F6: while the SFU is away joining says so, and how soon to try again', async () => {
  await using api = await world.startApi({ LIVEKIT_URL: 'http://127.0.0.1:9' })
  const { slug } = await host.createMeeting()
  const answer = await fetch(`http://localhost:${api.port}/api/v1/meetings/${slug}/join`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'Ada' }),
  })
  expect(await answer.json()).toMatchObject({ status: 503, code: 'sfu-unavailable' })
  expect(answer.headers.get('retry-after')).toBe('1')
})
