import { joinMeeting } from '@parvis/contract/admission'
import { getMeeting, updateMeeting } from '@parvis/contract/meetings'
import { displayName } from '@parvis/contract/text'
import { changeWaitingRoom, sendWaitingText } from '@parvis/contract/waiting-room'
import { eventually } from '@parvis/testkit/eventually'
import { hostileTexts } from '@parvis/testkit/hostile-texts'
import { readLive } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
let owner: Visitor
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  owner = await world.member('Owner')
})
afterAll(() => world?.[Symbol.asyncDispose]())

const shown = (text: string): string | undefined => displayName.safeParse(text).data

test.each(hostileTexts.flatMap((text) => (shown(text) === undefined ? [] : [[text, shown(text)]])))(
  'A25: %j comes back as the text that it is',
  async (text, name) => {
    const { slug } = await owner.createMeeting()
    const visitor = world.guest()
    const joined = await visitor.call(joinMeeting, { params: { slug }, body: { name: text } })
    expect(joined.body).toMatchObject({ name })
    const named = await owner.call(updateMeeting, { params: { slug }, body: { name: text } })
    expect(named.status).toBe(204)
    expect((await visitor.call(getMeeting, { params: { slug } })).body).toMatchObject({ name })
    const { live } = joined.body as { live: string }
    await using reader = readLive(visitor, live)
    expect((await reader.arrived(1))[0]?.event).toMatchObject({ meeting: { name } })
  },
)

test.each(hostileTexts.filter((text) => shown(text) === undefined))('A25: %j is refused', async (text) => {
  const { slug } = await owner.createMeeting()
  const joined = await world.guest().call(joinMeeting, { params: { slug }, body: { name: text } })
  expect(joined).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
})

test('A25: what is said in the waiting room comes as the text that it is, one event for each', async () => {
  const { slug } = await owner.createMeeting('Conseil', 'restricted')
  const ada = world.guest()
  const { participantId: place, live } = await ada.knock(slug, 'Ada')
  await owner.call(changeWaitingRoom, { params: { slug }, body: { texts: true } })
  await using reader = readLive(ada, live)
  await reader.arrived(2)
  const names = hostileTexts.flatMap((text) => shown(text) ?? [])
  for (const text of names) {
    await owner.call(changeWaitingRoom, { params: { slug }, body: { message: text } })
    await ada.call(sendWaitingText, { params: { slug }, body: { place, text } })
  }
  await eventually(() => expect(reader.events).toHaveLength(2 + 2 * names.length))
  const texts = reader.events.flatMap(({ event }) => (event.kind === 'waiting-text' ? [event.text] : []))
  expect(texts).toEqual(names)
})
