import { getMeeting, listMeetings } from '@parvis/contract/meetings'
import {
  deleteSupervisedMeeting,
  endSupervisedMeeting,
  listSupervisedMeetings,
} from '@parvis/contract/supervision'
import type { SupervisedMeeting } from '@parvis/contract/supervision'
import { createCast } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
let local: Visitor
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  local = await world.member('Nadia', { role: 'administrator' })
})
afterAll(() => world?.[Symbol.asyncDispose]())

async function list(query: Record<string, string> = {}): Promise<readonly SupervisedMeeting[]> {
  const { body } = await local.call(listSupervisedMeetings, { query })
  return listSupervisedMeetings.reply.parse(body).items
}

test('a running meeting is shown from outside: since when, how many, whose, and not who', async () => {
  await using cast = createCast(world)
  const owner = await world.member('Owner')
  const { slug } = await owner.createMeeting('Conseil municipal')
  await owner.createMeeting('Demain')
  await cast.enter(slug, world.guest(), 'Invité Secret')
  const running = await list({ only: 'running' })
  expect(running).toEqual([
    {
      slug,
      name: 'Conseil municipal',
      owner: 'Owner',
      access: 'public',
      organisation: { id: expect.any(String), name: 'Parvis' },
      createdAt: expect.any(String),
      lastUsedAt: expect.any(String),
      sitting: { startedAt: expect.any(String), people: 1, well: 0, troubled: 0 },
      mayEnter: false,
    },
  ])
  expect(JSON.stringify(running)).not.toContain('Secret')
  expect((await list({ search: 'demain' })).map(({ sitting }) => sitting)).toEqual([null])
  expect((await list({ search: slug.slice(4, 8) })).map((meeting) => meeting.slug)).toContain(slug)
})

test.each([
  ['its name without accents', () => 'reunion d’equipe'],
  ['its name with another apostrophe', () => "d'équipe"],
  ['its code', (code: string) => code],
  ['its link', (code: string) => `https://visio.example.org/${code}`],
  ['its chosen address', () => 'Cabinet du préfet'],
  ['a link with its chosen address', () => 'https://visio.example.org/cabinet-du-prefet'],
])('a meeting is found by %s, by its owner and by who administers', async (_, wordsOf) => {
  const owner = await world.member('Owner')
  const { slug } = await owner.createMeeting('Réunion d’équipe')
  await world.api.context.database.pool.query(
    `INSERT INTO "MeetingAddress" (address, "organisationId", "meetingId")
     SELECT 'cabinet-du-prefet', "organisationId", id FROM "Meeting" WHERE slug = $1
     ON CONFLICT (address) DO UPDATE SET "meetingId" = excluded."meetingId"`,
    [slug],
  )
  const search = wordsOf(slug)
  const { items } = listMeetings.reply.parse((await owner.call(listMeetings, { query: { search } })).body)
  expect(items.map((meeting) => meeting.slug)).toEqual([slug])
  expect((await list({ search })).map((meeting) => meeting.slug)).toContain(slug)
})

test('once the last person has left, the meeting is not going on, though its sitting stays open for those who come back', async () => {
  await using cast = createCast(world)
  const owner = await world.member('Owner')
  const { slug } = await owner.createMeeting('Vidée')
  const guest = await cast.enter(slug)
  expect((await list({ search: 'vidée' })).map(({ sitting }) => sitting?.people)).toEqual([1])
  await guest.bot.leave()
  await eventually(async () => {
    const running = await list({ only: 'running' })
    if (running.some((meeting) => meeting.slug === slug)) throw new Error('is going on still')
  })
  expect((await list({ search: 'vidée' })).map(({ sitting }) => sitting)).toEqual([null])
  const { startedAt } = await guest.visitor.join(slug, { name: 'Ada', participantId: guest.participantId })
  expect(startedAt).toBe(guest.startedAt)
})

test('ending from outside puts everybody out, and their tokens open nothing any more', async () => {
  await using cast = createCast(world)
  const owner = await world.member('Owner')
  const { slug } = await owner.createMeeting('À terminer')
  const guest = await cast.enter(slug)
  expect((await local.call(endSupervisedMeeting, { params: { slug }, body: {} })).status).toBe(204)
  expect(await cast.gate(guest, guest.token)).toBe(403)
  expect((await list({ search: 'terminer' })).map(({ sitting }) => sitting)).toEqual([null])
  expect((await local.call(endSupervisedMeeting, { params: { slug }, body: {} })).status).toBe(204)
})

test('deleting from outside ends the meeting, and its link leads nowhere', async () => {
  await using cast = createCast(world)
  const owner = await world.member('Owner')
  const { slug } = await owner.createMeeting('À supprimer')
  const guest = await cast.enter(slug)
  expect((await local.call(deleteSupervisedMeeting, { params: { slug } })).status).toBe(204)
  expect(await cast.gate(guest, guest.token)).toBe(403)
  expect((await owner.call(getMeeting, { params: { slug } })).status).toBe(404)
  const { rows } = await world.api.context.database.pool.query<{ action: string }>(
    `SELECT action FROM "AuditEntry" WHERE target = $1 AND detail->>'fromOutside' = 'true' ORDER BY id`,
    [`meeting:${slug}`],
  )
  expect(rows.map(({ action }) => action)).toEqual(['sitting.ended', 'meeting.deleted'])
})
