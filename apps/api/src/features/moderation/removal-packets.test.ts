import { removeParticipant } from '@parvis/contract/moderation'
import type { Bot } from '@parvis/testkit/bot'
import { eventually } from '@parvis/testkit/eventually'
import { startHostedWorld } from '@parvis/testkit/hosted-world'
import { afterAll, expect, test } from 'vitest'

const house = await startHostedWorld()
const { owner, cast } = house
afterAll(() => house[Symbol.asyncDispose]())

/** Resolves as soon as packets go both ways between the two. */
async function talk(one: Bot, other: Bot): Promise<void> {
  const all = [one, other]
  const flows = async (bot: Bot) => Object.values(await bot.packets()).every((count) => count > 20)
  await eventually(async () => {
    one.hear(other.identity)
    other.hear(one.identity)
    expect(await Promise.all(all.map(flows))).toEqual([true, true])
  }, 10_000)
}

/** How many packets arrive here, or leave those who are out, while a second of sound, fifty packets, leaves here. */
async function flow(listener: Bot, out: readonly Bot[]): Promise<number> {
  const count = async () => {
    const others = await Promise.all(out.map((bot) => bot.packets()))
    return others.reduce(
      (sum, { sent, received }) => sum + sent + received,
      (await listener.packets()).received,
    )
  }
  const [before, { sent }] = [await count(), await listener.packets()]
  await eventually(async () => expect((await listener.packets()).sent).toBeGreaterThan(sent + 50), 5000)
  // Counts of a stream that has ended go away.
  return Math.max(0, (await count()) - before)
}

/** What is on its way may arrive until two seconds are over; the second after must be empty. */
function silence(listener: Bot, out: readonly Bot[]): Promise<void> {
  return eventually(async () => expect(await flow(listener, out)).toBe(0), 3000)
}

test('A8, A10, A15: two seconds after a removal no packet of media flows to or from who is out, and the tokens that they kept change nothing', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, eve] = [await cast.enter(slug), await cast.enter(slug)]
  await Promise.all([ada.bot.speak(), eve.bot.speak()])
  await talk(ada.bot, eve.bot)
  expect(await flow(ada.bot, [eve.bot])).toBeGreaterThan(50)
  const params = { slug, participantId: eve.participantId }
  expect((await owner.call(removeParticipant, { params, body: { ban: true } })).status).toBe(204)
  await eventually(() => expect(eve.bot.connected).toBe(false), 2000)
  await silence(ada.bot, [eve.bot])

  for (const token of [eve.token, cast.renewed(eve)]) expect(await cast.gate(eve, token)).toBe(403)
  // Past the gate, straight at the SFU, where no browser gets: at the latest the reconciler, every 5 s, puts them out.
  const sneaking = await cast.connect(cast.renewed(eve))
  void sneaking.speak().catch(() => undefined)
  const { sfu } = house.world.api.context
  await eventually(async () => {
    const rooms = await sfu.listRooms()
    const people = (await Promise.all(rooms.map(({ name }) => sfu.listParticipants(name)))).flat()
    expect(people.map(({ identity }) => identity)).toEqual([ada.participantId])
  }, 8000)
  await silence(ada.bot, [eve.bot])
  expect(ada.bot.sees(eve.participantId, 'microphone')).toBeUndefined()
})
