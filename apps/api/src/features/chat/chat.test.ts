import { randomUUID } from 'node:crypto'
import { deleteMessage, listMessages, sendMessage } from '@parvis/contract/chat'
import type { ChatMessage } from '@parvis/contract/chat'
import type { LiveEvent } from '@parvis/contract/live'
import { updateMeeting } from '@parvis/contract/meetings'
import { endMeeting, removeParticipant } from '@parvis/contract/moderation'
import { createCast } from '@parvis/testkit/cast'
import type { Person } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { answer, rule, startHostedWorld } from '@parvis/testkit/hosted-world'
import { readLive } from '@parvis/testkit/live-reader'
import type { LiveReader } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, expect, test } from 'vitest'

const house = await startHostedWorld()
const { world, owner, cast, open, knock, pool } = house
afterAll(() => house[Symbol.asyncDispose]())

interface At {
  readonly slug: string
  readonly participantId: Person['participantId']
  readonly visitor: Visitor
}

function write({ slug, participantId: place, visitor }: At, text = 'Bonjour', clientId = randomUUID()) {
  return visitor.call(sendMessage, { params: { slug }, body: { place, clientId, text } })
}

interface History {
  readonly items: readonly ChatMessage[]
  readonly next: string | null
}

async function read(
  { slug, participantId: place, visitor }: At,
  page: { limit?: string; after?: string } = {},
) {
  const { body, status } = await visitor.call(listMessages, { params: { slug }, query: { place, ...page } })
  return { status, ...(body as History) }
}

const textsOf = ({ items }: History) => items.map(({ text }) => text)

const take = (visitor: Visitor, slug: string, id: string) =>
  visitor.call(deleteMessage, { params: { slug, messageId: id } })

const chatOf = ({ events }: LiveReader): readonly LiveEvent[] =>
  events.map(({ event }) => event).filter(({ kind }) => kind.startsWith('chat-'))

test('everybody in the sitting is told a message in order, and who comes later reads it', async () => {
  const slug = await open('public')
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug, undefined, 'Grace')]
  await using told = readLive(grace.visitor, grace.live)
  await told.arrived(1)
  for (const text of ['Un', 'Deux', '  Trois \n\n\n\n quatre\u202E '])
    expect((await write(ada, text)).status).toBe(204)
  const by = { place: ada.participantId, name: 'Ada', host: false, account: false }
  const message = { ...by, id: expect.any(String), at: expect.any(String) }
  const messages = ['Un', 'Deux', 'Trois\n\nquatre'].map((text, index) => ({
    ...message,
    number: index + 1,
    text,
  }))
  await eventually(() =>
    expect(chatOf(told)).toEqual(messages.map((one) => ({ kind: 'chat-message', message: one }))),
  )
  const late = await cast.enter(slug, undefined, 'Late')
  expect(await read(late)).toMatchObject({
    status: 200,
    items: messages.toReversed(),
    next: null,
    keptDays: 7,
  })
})

test('a message that is sent again, because no answer came, is one message', async () => {
  const ada = await cast.enter(await open('public'))
  const clientId = randomUUID()
  const sent = await Promise.all([
    write(ada, 'Un', clientId),
    write(ada, 'Un', clientId),
    write(ada, 'Un', clientId),
  ])
  expect(sent.map(({ status }) => status)).toEqual([204, 204, 204])
  expect(textsOf(await read(ada))).toEqual(['Un'])
})

test('many write at once: numbers follow each other, and older pages are behind a cursor', async () => {
  const ada = await cast.enter(await open('public'))
  await Promise.all(Array.from({ length: 9 }, (_, index) => write(ada, `${index}`)))
  const first = await read(ada, { limit: '4' })
  const second = await read(ada, { limit: '4', after: first.next ?? '' })
  const third = await read(ada, { limit: '4', after: second.next ?? '' })
  const numbers = [first, second, third].flatMap(({ items }) => items.map(({ number }) => number))
  expect(numbers).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1])
  expect(third.next).toBeNull()
  for (const after of ['x', Buffer.from('["1 OR 1=1"]').toString('base64url')])
    expect((await read(ada, { after })).status).toBe(400)
})

test('A5, A6: who waits neither reads nor writes nor hears, and has the history once admitted', async () => {
  const slug = await open()
  const host = await cast.enter(slug, owner)
  const waiting = { ...(await knock(slug)), slug }
  await using told = readLive(waiting.visitor, waiting.live)
  await told.arrived(1)
  await write(host, 'Secret')
  for (const status of [(await write(waiting)).status, (await read(waiting)).status]) expect(status).toBe(404)
  await answer(owner, slug, { decision: 'admit', participantIds: [waiting.participantId] })
  await eventually(() => expect(told.events.map(({ event }) => event.kind)).toContain('snapshot'))
  expect(chatOf(told)).toEqual([])
  expect(textsOf(await read(waiting))).toEqual(['Secret'])
})

test('A8, A9, A19: nobody reads or writes from another’s place, after being put out, or after leaving', async () => {
  const slug = await open('public')
  const [ada, eve, kicked] = [await cast.enter(slug), await cast.enter(slug), await cast.enter(slug)]
  await write(ada, 'Secret')
  const strangers = [world.guest(), owner, eve.visitor].map((visitor) => ({ ...ada, visitor }))
  await owner.call(removeParticipant, {
    params: { slug, participantId: kicked.participantId },
    body: { ban: false },
  })
  await owner.call(removeParticipant, {
    params: { slug, participantId: eve.participantId },
    body: { ban: true },
  })
  for (const one of [...strangers, kicked, eve]) {
    expect((await write(one)).body).toMatchObject({ code: 'place-not-found' })
    expect((await read(one)).status).toBe(404)
  }
  await pool().query(`UPDATE "Attendance" SET "leftAt" = now(), "leftBecause" = 'left' WHERE id = $1`, [
    ada.participantId,
  ])
  expect([(await write(ada)).status, (await read(ada)).status]).toEqual([404, 404])
})

test('A13: nobody who never came to the call writes into it', async () => {
  const slug = await open('public')
  await cast.enter(slug)
  const visitor = world.guest()
  const ghost = { slug, visitor, ...(await visitor.join(slug, { name: 'Ghost' })) }
  expect((await write(ghost)).status).toBe(404)
})

test('who was cut off goes on reading and writing while the page comes back', async () => {
  const ada = await cast.enter(await open('public'))
  await ada.bot.leave()
  await eventually(async () => {
    const { rows } = await pool().query(
      `SELECT 1 FROM "Attendance" WHERE id = $1 AND "leftBecause" = 'lost'`,
      [ada.participantId],
    )
    expect(rows).toHaveLength(1)
  })
  expect((await write(ada, 'Je reviens')).status).toBe(204)
  expect(textsOf(await read(ada))).toEqual(['Je reviens'])
})

test('C17: authors take back their own, hosts take away any; the text is nowhere any more, and the audit says who', async () => {
  const slug = await open('public')
  const [host, ada, eve] = [await cast.enter(slug, owner), await cast.enter(slug), await cast.enter(slug)]
  await using told = readLive(eve.visitor, eve.live)
  await told.arrived(1)
  const clientId = randomUUID()
  for (const text of ['Canari un', 'Canari deux'])
    await write(ada, text, text === 'Canari un' ? clientId : randomUUID())
  const [second, first] = (await read(host)).items
  if (!first || !second) throw new Error('two messages were written')
  expect((await take(eve.visitor, slug, first.id)).status).toBe(403)
  expect((await take(world.guest(), slug, first.id)).body).toMatchObject({ code: 'message-not-found' })
  expect((await take(ada.visitor, slug, first.id)).status).toBe(204)
  expect((await take(owner, slug, second.id)).status).toBe(204)
  expect((await take(owner, slug, second.id)).status).toBe(404)
  const gone = { kind: 'chat-message-deleted', place: ada.participantId }
  await eventually(() =>
    expect(chatOf(told).slice(2)).toEqual([
      { ...gone, id: first.id, by: null },
      { ...gone, id: second.id, by: { name: 'Owner' } },
    ]),
  )
  expect((await write(ada, 'Canari un', clientId)).status).toBe(204)
  expect((await read(ada)).items).toEqual([])
  const { rows } = await pool().query<{ text: string }>(
    `SELECT database_to_xml(false, false, '')::text AS text`,
  )
  expect(rows[0]?.text).not.toContain('Canari')
  expect(world.log.join('')).not.toContain('Canari')
  const audit = await pool().query(
    `SELECT actor, detail->>'own' AS own FROM "AuditEntry" WHERE action = 'message.deleted' ORDER BY id`,
  )
  expect(audit.rows).toEqual([
    { actor: `guest:${ada.participantId}`, own: 'true' },
    { actor: expect.stringMatching(/^user:/), own: 'false' },
  ])
})

test('whom the hosts do not let write, one or all, reads on; hosts write in any case', async () => {
  const slug = await open('public')
  const [host, ada, grace] = [await cast.enter(slug, owner), await cast.enter(slug), await cast.enter(slug)]
  await using told = readLive(ada.visitor, ada.live)
  await told.arrived(1)
  await rule(owner, ada, { chat: false })
  expect(await write(ada)).toMatchObject({ status: 403, body: { code: 'chat-not-allowed' } })
  expect((await write(grace, 'Lisible')).status).toBe(204)
  expect(textsOf(await read(ada))).toEqual(['Lisible'])
  await eventually(() =>
    expect(told.events.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ kind: 'rights-changed', rights: expect.objectContaining({ chat: false }) }),
    ),
  )
  await owner.call(updateMeeting, { params: { slug }, body: { rights: { chat: false } } })
  expect([(await write(grace)).status, (await write(host)).status]).toEqual([403, 204])
  await rule(owner, grace, { chat: true })
  expect((await write(grace)).status).toBe(204)
})

test('A15: nobody hears by resuming a stream what was written before they came', async () => {
  const slug = await open('public')
  const before = await cast.enter(slug)
  for (const text of ['Un', 'Deux', 'Trois']) await write(before, text)
  await owner.call(endMeeting, { params: { slug }, body: {} })
  const late = await cast.enter(slug)
  const { rows } = await pool().query<{ first: string }>(
    `SELECT min(sequence) AS first FROM "LiveEvent" WHERE event->>'kind' = 'chat-message'
       AND "meetingId" = (SELECT id FROM "Meeting" WHERE slug = $1)`,
    [slug],
  )
  await using told = readLive(late.visitor, late.live, Number(rows[0]?.first) - 1)
  expect((await told.arrived(1))[0]?.event.kind).toBe('snapshot')
  await write(late, 'Quatre')
  await eventually(() => expect(chatOf(told)).toHaveLength(1))
  expect(textsOf(await read(late))).toEqual(['Quatre'])
})

test('A44: what one place may write is bounded, and the others write on', async () => {
  await using bounded = await startTestWorld({ sfu: true })
  await using people = createCast(bounded)
  const host = await bounded.member('Owner')
  const { slug } = await host.createMeeting('Conseil', 'public')
  const [eve, ada] = [await people.enter(slug), await people.enter(slug)]
  const statuses: number[] = []
  for (let count = 0; count < 21; count += 1) statuses.push((await write(eve)).status)
  expect(statuses).toEqual([...Array.from({ length: 20 }, () => 204), 429])
  expect((await write(ada)).status).toBe(204)
  for (const text of ['x'.repeat(2001), ' \u200B\n ', '']) expect((await write(ada, text)).status).toBe(400)
})

test('A44: what a whole sitting may write within a minute is bounded, and goes on when the minute is over', async () => {
  const slug = await open('public')
  const ada = await cast.enter(slug)
  await write(ada, 'Un')
  const wrote = (ago: string) =>
    pool().query(
      `INSERT INTO "ChatMessage" (id, "occurrenceId", number, "attendanceId", "clientId", text, "sentAt")
       SELECT gen_random_uuid(), last."occurrenceId", last.number + count, $1, gen_random_uuid(), '', now() - $2::interval
       FROM (SELECT "occurrenceId", max(number) AS number FROM "ChatMessage" WHERE "attendanceId" = $1 GROUP BY 1) last,
         generate_series(1, 600) count`,
      [ada.participantId, ago],
    )
  await wrote('61 seconds')
  expect((await write(ada, 'Deux')).status).toBe(204)
  await wrote('20 seconds')
  const refused = await write(ada, 'Trois')
  expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(40)
})
