import { answerWaiting } from '@parvis/contract/admission'
import type { Waiting } from '@parvis/contract/admission'
import type { LiveEvent } from '@parvis/contract/live'
import { changeWaitingRoom, sendWaitingText } from '@parvis/contract/waiting-room'
import { eventually } from '@parvis/testkit/eventually'
import { readLive } from '@parvis/testkit/live-reader'
import type { LiveReader } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
let owner: Visitor
beforeAll(async () => {
  world = await startTestWorld({ sfu: true })
  owner = await world.member('Owner')
})
afterAll(() => world?.[Symbol.asyncDispose]())

interface Guest extends Waiting {
  readonly visitor: Visitor
}

async function knock(slug: string, name: string): Promise<Guest> {
  const visitor = world.guest()
  return { visitor, ...(await visitor.knock(slug, name)) }
}

async function open(room: { message?: string; texts?: boolean } = {}): Promise<string> {
  const { slug } = await owner.createMeeting('Conseil secret', 'restricted')
  await change(owner, slug, room)
  return slug
}

const change = (who: Visitor, slug: string, body: { message?: string | null; texts?: boolean }) =>
  who.call(changeWaitingRoom, { params: { slug }, body })
/** Writes to, or as, this place in the meeting whose address its stream begins with. */
const write = (who: Visitor, { live, participantId: place }: Guest, text = 'Bonjour') =>
  who.call(sendWaitingText, { params: { slug: live.split('/')[4] ?? '' }, body: { place, text } })

const talkOf = ({ events }: LiveReader): readonly LiveEvent[] =>
  events.map(({ event }) => event).filter(({ kind }) => kind === 'waiting-room' || kind === 'waiting-text')

test('what hosts say to all who wait is told to those who wait, those who come, and hosts; never to participants', async () => {
  const slug = await open()
  const host = await owner.join(slug, {})
  const ada = await knock(slug, 'Ada')
  const eve = await knock(slug, 'Eve')
  await owner.call(answerWaiting, {
    params: { slug },
    body: { decision: 'admit', participantIds: [eve.participantId] },
  })
  await using reader = readLive(ada.visitor, ada.live)
  await using inside = readLive(eve.visitor, eve.live)
  await using desk = readLive(owner, host.live)
  await Promise.all([reader.arrived(1), inside.arrived(1), desk.arrived(1)])
  expect((await change(owner, slug, { message: '  Cinq\u202E minutes  ' })).status).toBe(204)
  const told = { kind: 'waiting-room', message: 'Cinq minutes', texts: false }
  await eventually(() => expect([talkOf(reader), talkOf(desk)]).toEqual([[told], [told]]))
  const grace = await knock(slug, 'Grace')
  await using late = readLive(grace.visitor, grace.live)
  expect((await late.arrived(2))[1]?.event).toEqual({ ...told, lines: [] })
  expect(talkOf(inside)).toEqual([])
  for (const visitor of [world.guest(), ada.visitor, eve.visitor])
    expect((await change(visitor, slug, { texts: true })).status).toBe(403)
})

test('A5, A6: a line between one who waits and the hosts is theirs alone, and does not say which host wrote', async () => {
  const slug = await open({ texts: true })
  const host = await owner.join(slug, {})
  const [ada, grace] = [await knock(slug, 'Ada'), await knock(slug, 'Grace')]
  await using reader = readLive(ada.visitor, ada.live)
  await using other = readLive(grace.visitor, grace.live)
  await using desk = readLive(owner, host.live)
  await Promise.all([reader.arrived(2), other.arrived(2), desk.arrived(2)])
  expect((await write(ada.visitor, ada, 'Je suis l’experte.')).status).toBe(204)
  expect((await write(owner, ada, 'Un instant.')).status).toBe(204)
  const line = { id: expect.any(String), place: ada.participantId, by: null }
  const written = [
    { ...line, from: 'waiting', text: 'Je suis l’experte.' },
    { ...line, from: 'host', text: 'Un instant.' },
  ]
  const lines = written.map((one) => ({ kind: 'waiting-text', ...one }))
  await eventually(() => expect(talkOf(reader).slice(1)).toEqual(lines))
  await eventually(() => expect(talkOf(desk).slice(1)).toEqual([lines[0], { ...lines[1], by: 'Owner' }]))
  expect(talkOf(other)).toHaveLength(1)
  expect(JSON.stringify(other.events)).not.toContain('experte')
  expect(JSON.stringify(reader.events)).not.toContain('Owner')

  await using again = readLive(ada.visitor, ada.live)
  const [, room] = await again.arrived(2)
  expect(room?.event).toMatchObject({ lines: written })
})

test('A7: nobody else writes: not another who waits, not a participant, not after the answer, not when it is off', async () => {
  const slug = await open({ texts: true })
  const [ada, grace, eve] = [await knock(slug, 'Ada'), await knock(slug, 'Grace'), await knock(slug, 'Eve')]
  const strangers = [world.guest(), grace.visitor, await world.member('Stranger')]
  for (const visitor of strangers)
    expect((await write(visitor, ada)).body).toMatchObject({ code: 'place-not-found' })
  const answer = { decision: 'admit' as const, participantIds: [eve.participantId] }
  await owner.call(answerWaiting, { params: { slug }, body: answer })
  expect((await write(eve.visitor, eve)).status).toBe(404)
  await change(owner, slug, { texts: false })
  expect((await write(ada.visitor, ada)).status).toBe(403)
  expect((await write(owner, ada)).status).toBe(403)
})

test('A43: lines are bounded in length and in number', async () => {
  const slug = await open({ texts: true })
  const ada = await knock(slug, 'Ada')
  expect((await write(ada.visitor, ada, 'x'.repeat(301))).status).toBe(400)
  expect((await write(ada.visitor, ada, ' \u200B ')).status).toBe(400)
  const statuses: number[] = []
  for (let count = 0; count < 21; count += 1) statuses.push((await write(ada.visitor, ada)).status)
  expect(statuses).toEqual([...Array.from({ length: 20 }, () => 204), 429])
  expect((await write(owner, ada)).status).toBe(204)
})

test('A43, A44: more lines at one moment than there are connections to the database are all carried', async () => {
  const slug = await open({ texts: true })
  const ada = await knock(slug, 'Ada')
  const answers = await Promise.all(Array.from({ length: 12 }, () => write(ada.visitor, ada)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204))
})
