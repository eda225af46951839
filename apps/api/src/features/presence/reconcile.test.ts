import type { ParticipantId } from '@parvis/contract/ids'
import { everyRight } from '@parvis/contract/meetings'
import { connectBot } from '@parvis/testkit/bot'
import type { Bot } from '@parvis/testkit/bot'
import { eventually } from '@parvis/testkit/eventually'
import { claimsOf } from '@parvis/testkit/forged-token'
import { createRandom } from '@parvis/testkit/random'
import type { Random } from '@parvis/testkit/random'
import { startRelay } from '@parvis/testkit/relay'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../../platform/database.ts'
import type { SfuEvent } from '../../platform/sfu.ts'
import { applyEvent } from './apply-event.ts'
import { endSitting, reconcile } from './reconcile.ts'

let world: World
let host: Visitor
const bots: Bot[] = []
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  host = await world.member('Host')
})
afterAll(async () => {
  await Promise.all(bots.map((bot) => bot.leave()))
  await world?.[Symbol.asyncDispose]()
})

const pool = () => world.api.context.database.pool

/** Somebody admitted by the API, connected straight to the SFU. */
async function enter(slug: string): Promise<{ bot: Bot; room: string; again: () => Promise<Bot> }> {
  const visitor = world.guest()
  const { token, participantId } = await visitor.join(slug, { name: 'Ada' })
  const { room } = claimsOf(token)['video'] as { room: string }
  return {
    bot: await connect(token),
    room,
    again: async () => connect((await visitor.join(slug, { participantId })).token),
  }
}

async function connect(token: string): Promise<Bot> {
  const bot = await connectBot(world.livekit?.url ?? '', token)
  bots.push(bot)
  return bot
}

type Present = readonly { readonly identity: string; readonly sid: string | null }[]

async function inDatabase(room: string): Promise<Present> {
  const { rows } = await pool().query<Present[number]>(
    `SELECT a.id AS identity, a."sfuSid" AS sid FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
     WHERE o."sfuRoom" = $1 AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL ORDER BY a.id`,
    [room],
  )
  return rows
}

async function atSfu(room: string): Promise<Present> {
  const participants = await world.api.context.sfu.listParticipants(room)
  return participants
    .map(({ identity, sid }) => ({ identity, sid }))
    .toSorted((one, other) => (one.identity < other.identity ? -1 : 1))
}

/** Waits until the database and the SFU name the same people, and those are as `wanted`. */
const agree = (room: string, wanted: number | ((present: Present) => boolean)) =>
  eventually(async () => {
    const [ours, theirs] = [await inDatabase(room), await atSfu(room)]
    const reached = typeof wanted === 'number' ? theirs.length === wanted : wanted(theirs)
    if (!reached || JSON.stringify(ours) !== JSON.stringify(theirs))
      throw new Error(`${JSON.stringify(ours)} is not ${JSON.stringify(theirs)}`)
  })

async function webhooks(room: string): Promise<readonly SfuEvent[]> {
  const { rows } = await pool().query<{ event: SfuEvent }>(
    'SELECT event FROM "WebhookReceipt" WHERE "sfuRoom" = $1 ORDER BY sequence',
    [room],
  )
  return rows.map(({ event }) => event)
}

/** Waits until the SFU has told of so many: it never tells of who leaves before their media are connected. */
const arrivals = (room: string, count: number) =>
  eventually(async () => {
    const told = (await webhooks(room)).filter(({ kind }) => kind === 'participant-joined')
    expect(told).toHaveLength(count)
  })

const roomsAtSfu = async () => (await world.api.context.sfu.listRooms()).map(({ name }) => name)

/** Waits until the SFU says in its list of rooms that somebody is in this one, which it renews every 5 s. */
const counted = (room: string) =>
  eventually(async () => {
    const rooms = await world.api.context.sfu.listRooms()
    if (!rooms.some(({ name, people }) => name === room && people > 0)) throw new Error(`${room} is empty`)
  }, 30_000)

/** Some arrived events are lost, some come several times, all in any order. */
function disturb(events: readonly SfuEvent[], random: Random): readonly SfuEvent[] {
  const lossy = random.chance(0.5) ? 0.1 : 0.6
  const kept = events.filter(() => !random.chance(lossy))
  return random.shuffle(kept.flatMap((event) => Array.from({ length: 1 + random.integer(5) }, () => event)))
}

/** Who is there, by what the live stream told since it was empty. */
async function toldByStream(slug: string): Promise<readonly string[]> {
  const { rows } = await pool().query<{
    event: { kind: string; participantId?: string; participant?: { id: string } }
  }>(
    `SELECT e.event FROM "LiveEvent" e JOIN "Meeting" m ON m.id = e."meetingId" WHERE m.slug = $1 ORDER BY sequence`,
    [slug],
  )
  const present = new Set<string>()
  for (const { event } of rows) {
    if (event.participant) present.add(event.participant.id)
    if (event.participantId) present.delete(event.participantId)
  }
  return [...present].toSorted()
}

/** At once, for the API reconciles by itself meanwhile. */
const forget = (room: string) =>
  inTransaction(pool(), async (sql) => {
    await sql.query(
      `UPDATE "Attendance" a SET "sfuSid" = NULL, "joinedAt" = NULL, "leftAt" = NULL
       FROM "Occurrence" o WHERE o.id = a."occurrenceId" AND o."sfuRoom" = $1`,
      [room],
    )
    await sql.query('DELETE FROM "LiveEvent"')
  })

test('F29: webhooks lost, repeated and in any order lead to what the SFU says, in the database and in the live stream', async () => {
  const { slug } = await host.createMeeting()
  const stays = await enter(slug)
  const { room } = stays
  const leaves = await enter(slug)
  const returns = await enter(slug)
  const takesOver = await enter(slug)
  const comesAndGoes = await enter(slug)
  await arrivals(room, 5)
  await leaves.bot.leave()
  await returns.bot.leave()
  await comesAndGoes.bot.leave()
  await returns.again()
  await takesOver.again()
  const third = await comesAndGoes.again()
  await arrivals(room, 8)
  await third.leave()
  await agree(room, 3)
  await counted(room)
  const truth = await atSfu(room)
  const recorded = await webhooks(room)

  const random = createRandom(29)
  let mended = 0
  for (let trial = 0; trial < 40; trial += 1) {
    await forget(room)
    for (const event of disturb(recorded, random))
      await inTransaction(pool(), (sql) => applyEvent(sql, event))
    mended += JSON.stringify(await inDatabase(room)) === JSON.stringify(truth) ? 0 : 1
    await reconcile(world.api.context)
    expect({ trial, present: await inDatabase(room) }).toEqual({ trial, present: truth })
    expect({ trial, told: await toldByStream(slug) }).toEqual({
      trial,
      told: truth.map(({ identity }) => identity),
    })
  }
  // Otherwise the disturbances would prove nothing.
  expect(mended).toBeGreaterThan(15)
})

test('a second look finds nothing to mend', async () => {
  await reconcile(world.api.context)
  expect(await reconcile(world.api.context)).toBe(0)
})

test('A11, A12: who is at the SFU without a place of this sitting is put out, and is in no list', async () => {
  const { slug } = await host.createMeeting()
  const { room, bot } = await enter(slug)
  const elsewhere = await enter((await host.createMeeting()).slug)
  const mint = (identity: string) =>
    world.api.context.sfu.mintToken({
      identity: identity as ParticipantId,
      room,
      name: 'Ghost',
      rights: everyRight,
    })
  await connect(await mint(`p_${'g'.repeat(24)}`))
  await connect(await mint(elsewhere.bot.identity))
  await connect(await mint(`${bot.identity}#ghost`))
  await eventually(async () => {
    await reconcile(world.api.context)
    if ((await atSfu(room)).length !== 1) throw new Error(JSON.stringify(await atSfu(room)))
  })
  await agree(room, 1)
  expect((await inDatabase(room)).map(({ identity }) => identity)).toEqual([bot.identity])
})

test('a sitting that nobody is in for five minutes is over, and its room is gone', async () => {
  const { slug } = await host.createMeeting()
  const { bot, room } = await enter(slug)
  await agree(room, 1)
  await pool().query(`UPDATE "Occurrence" SET "startedAt" = now() - interval '1 hour' WHERE "sfuRoom" = $1`, [
    room,
  ])
  await pool().query(
    `UPDATE "Attendance" a SET "admittedAt" = now() - interval '1 hour' FROM "Occurrence" o
     WHERE o.id = a."occurrenceId" AND o."sfuRoom" = $1`,
    [room],
  )
  await reconcile(world.api.context)
  await agree(room, 1)
  await bot.leave()
  await agree(room, 0)
  await pool().query(
    `UPDATE "Attendance" a SET "leftAt" = now() - interval '6 minutes' FROM "Occurrence" o
     WHERE o.id = a."occurrenceId" AND o."sfuRoom" = $1`,
    [room],
  )
  await reconcile(world.api.context)
  await eventually(async () => expect(await roomsAtSfu()).not.toContain(room))
  expect((await enter(slug)).room).not.toBe(room)
})

test('a sitting in which somebody waits for a host is not over, however long, and knocking makes no room (A40)', async () => {
  const { slug } = await host.createMeeting('Conseil', 'restricted')
  const { participantId } = await world.guest().knock(slug, 'Ada')
  const { rows } = await pool().query<{ room: string; id: string }>(
    `SELECT o."sfuRoom" AS room, o.id FROM "Occurrence" o JOIN "Attendance" a ON a."occurrenceId" = o.id WHERE a.id = $1`,
    [participantId],
  )
  const [sitting] = rows
  await pool().query(`UPDATE "Occurrence" SET "startedAt" = now() - interval '1 hour' WHERE id = $1`, [
    sitting?.id,
  ])
  await pool().query(`UPDATE "Attendance" SET "admittedAt" = now() - interval '1 hour' WHERE id = $1`, [
    participantId,
  ])
  await reconcile(world.api.context)
  const { rows: open } = await pool().query(
    'SELECT 1 FROM "Occurrence" WHERE id = $1 AND "endedAt" IS NULL',
    [sitting?.id],
  )
  expect(open).toHaveLength(1)
  expect(await roomsAtSfu()).not.toContain(sitting?.room)
})

test('A15: a sitting that was ended while the SFU was away is closed there once it is back', async () => {
  const { slug } = await host.createMeeting()
  const { room } = await enter(slug)
  await agree(room, 1)
  const sfuAt = new URL(world.livekit?.url ?? '')
  await using relay = await startRelay({ host: sfuAt.hostname, port: Number(sfuAt.port) })
  await using api = await world.startApi({ LIVEKIT_URL: `http://127.0.0.1:${relay.port}` })
  relay.cut()
  await expect(endSitting(api.context, room)).rejects.toThrow('fetch failed')
  await expect(reconcile(api.context)).rejects.toThrow('fetch failed')
  relay.mend()
  await reconcile(api.context)
  await eventually(async () => {
    const rooms = await api.context.sfu.listRooms()
    if (rooms.some(({ name }) => name === room)) throw new Error(`${room} is still open`)
  })
  expect(await atSfu(room)).toEqual([])
})

test('rooms of others on the same SFU are left alone', async () => {
  await world.api.context.sfu.openRoom('not-ours')
  await reconcile(world.api.context)
  expect(await roomsAtSfu()).toContain('not-ours')
})

test('F1: an SFU that lost its rooms gets this sitting’s again at the next admission', async () => {
  const { slug } = await host.createMeeting()
  const { room } = await enter(slug)
  await agree(room, 1)
  await world.livekit?.restart()
  await eventually(() => reconcile(world.api.context))
  expect(await inDatabase(room)).toEqual([])
  const back = await enter(slug)
  expect(back.room).toBe(room)
  // The first one may have come back by itself as well.
  await agree(room, (present) => present.some(({ identity }) => identity === back.bot.identity))
})
