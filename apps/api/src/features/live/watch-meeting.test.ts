import type { LiveEvent } from '@parvis/contract/live'
import { watchMeeting } from '@parvis/contract/live'
import type { Admitted } from '@parvis/contract/admission'
import { everyRight } from '@parvis/contract/meetings'
import { freePort } from '@parvis/embedded/ports'
import { eventually } from '@parvis/testkit/eventually'
import { claimsOf } from '@parvis/testkit/forged-token'
import { readLive } from '@parvis/testkit/live-reader'
import type { ReadEvent } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { createVisitor } from '@parvis/testkit/visitor'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../../platform/database.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { endSitting } from '../presence/index.ts'

let world: World
let host: Visitor
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  host = await world.member('Host')
})
afterAll(() => world?.[Symbol.asyncDispose]())

const pool = () => world.api.context.database.pool

interface Watched {
  readonly visitor: Visitor
  readonly slug: string
  readonly admission: Admitted
  /** Lets something happen in the meeting, numbered from 1. */
  readonly tell: () => Promise<void>
}

const someLeft = `{"kind":"participant-left","participantId":"p_${'x'.repeat(24)}"}`

let told = 0
async function enter(name?: string): Promise<Watched> {
  const { slug } = await host.createMeeting(name)
  const visitor = world.guest()
  const admission = await visitor.join(slug, { name: 'Ada' })
  const { rows } = await pool().query<{ id: string }>('SELECT id FROM "Meeting" WHERE slug = $1', [slug])
  const meetingId = rows[0]?.id ?? ''
  return {
    visitor,
    slug,
    admission,
    tell: () =>
      inTransaction(pool(), (sql) => {
        told += 1
        const participantId = `p_${String(told).padStart(24, '0')}`
        return appendLiveEvents(sql, meetingId, [
          { to: 'everybody', event: { kind: 'participant-left', participantId } as LiveEvent },
        ])
      }),
  }
}

const numbersOf = (events: readonly ReadEvent[]): readonly number[] => events.map(({ id }) => id)
const kindsOf = (events: readonly ReadEvent[]): readonly string[] => events.map(({ event }) => event.kind)

test('the stream begins with the whole state, then tells every change, numbered without a gap', async () => {
  const { visitor, slug, admission, tell } = await enter('Conseil')
  await using reader = readLive(visitor, admission.live)
  expect(await reader.arrived(1)).toEqual([
    {
      id: 0,
      event: {
        kind: 'snapshot',
        meeting: {
          slug,
          name: 'Conseil',
          access: 'public',
          rights: everyRight,
          locked: false,
          renaming: true,
          muting: 'hosts',
        },
        participants: [],
        waiting: null,
        ownRights: everyRight,
        spotlight: null,
      },
    },
  ])
  await Promise.all(Array.from({ length: 20 }, tell))
  expect(numbersOf(await reader.arrived(21))).toEqual(Array.from({ length: 21 }, (_, index) => index))
})

test('the stream answers as server-sent events, tells how soon to come back, and is never kept or held up', async () => {
  const { visitor, admission } = await enter()
  const closing = new AbortController()
  const { headers, body } = await visitor.fetch(admission.live, { signal: closing.signal })
  const first = await body?.getReader().read()
  closing.abort()
  expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-accel-buffering')).toBe('no')
  expect(Buffer.from(first?.value ?? []).toString()).toMatch(/^retry: \d{3,4}\n\n/)
})

test('who comes back behind a number gets what was missed and no snapshot; who missed nothing gets nothing', async () => {
  const { visitor, admission, tell } = await enter()
  for (let count = 0; count < 5; count += 1) await tell()
  await using behind = readLive(visitor, admission.live, 2)
  await behind.arrived(3)
  await tell()
  expect(numbersOf(await behind.arrived(4))).toEqual([3, 4, 5, 6])
  expect(kindsOf(behind.events)).not.toContain('snapshot')
  await using upToDate = readLive(visitor, admission.live, 6)
  await eventually(() => {
    if (upToDate.connections < 1) throw new Error('not connected yet')
  })
  await tell()
  expect(numbersOf(await upToDate.arrived(1))).toEqual([7])
})

test.each(['', 'x', '-1', '1e3', '1.5', '9'.repeat(18), '9'.repeat(40), '99'])(
  'a number that was never given (%j) starts from a snapshot',
  async (lastEventId) => {
    const { visitor, admission, tell } = await enter()
    await tell()
    const closing = new AbortController()
    const { body } = await visitor.fetch(admission.live, {
      signal: closing.signal,
      headers: { 'Last-Event-ID': lastEventId },
    })
    let text = ''
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      if (text.includes('data:')) break
    }
    closing.abort()
    expect(text).toContain('id: 1\ndata: {"kind":"snapshot"')
  },
)

test('who missed more than is kept starts from a snapshot', async () => {
  const { visitor, admission, tell } = await enter()
  for (let count = 0; count < 4; count += 1) await tell()
  await pool().query('DELETE FROM "LiveEvent" WHERE sequence <= 3')
  await using gap = readLive(visitor, admission.live, 1)
  expect(await gap.arrived(1)).toMatchObject([{ id: 4, event: { kind: 'snapshot' } }])
  await pool().query('DELETE FROM "LiveEvent"')
  await using nothingKept = readLive(visitor, admission.live, 3)
  expect(await nothingKept.arrived(1)).toMatchObject([{ id: 4, event: { kind: 'snapshot' } }])
})

test('who missed more than one reading holds gets a snapshot, and a burst during the stream arrives whole', async () => {
  const { visitor, admission, tell } = await enter()
  await using reader = readLive(visitor, admission.live)
  await reader.arrived(1)
  const burst = 2300
  await pool().query(
    `WITH meeting AS (UPDATE "Meeting" SET "liveSequence" = $2 WHERE slug = $1 RETURNING id)
     INSERT INTO "LiveEvent" ("meetingId", sequence, event)
     SELECT id, n, '${someLeft}' FROM meeting, generate_series(1, $2) n`,
    [admission.live.split('/')[4], burst],
  )
  await tell()
  expect(numbersOf(await reader.arrived(burst + 2))).toEqual(
    Array.from({ length: burst + 2 }, (_, index) => index),
  )
  await using late = readLive(visitor, admission.live, 1)
  expect(await late.arrived(1)).toMatchObject([{ id: burst + 1, event: { kind: 'snapshot' } }])
})

test('F5: a browser whose API was killed and came back loses no event and gets none twice', async () => {
  const { visitor, slug, admission, tell } = await enter()
  // NOTE a port that nobody's outgoing connection takes meanwhile
  const first = await world.startApi({ PORT: String(await freePort()) })
  const elsewhere = createVisitor(`http://localhost:${first.port}`)
  for (const [name, value] of visitor.cookies) elsewhere.cookies.set(name, value)
  await using reader = readLive(elsewhere, `/api/v1/meetings/${slug}/live?place=${admission.participantId}`)
  await reader.arrived(1)
  for (let count = 0; count < 3; count += 1) await tell()
  await reader.arrived(4)
  await first[Symbol.asyncDispose]()
  for (let count = 0; count < 3; count += 1) await tell()
  await using _second = await world.startApi({ PORT: String(first.port) })
  await tell()
  expect(numbersOf(await reader.arrived(8))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(kindsOf(reader.events).filter((kind) => kind === 'snapshot')).toHaveLength(1)
  expect(reader.connections).toBe(2)
})

test('two API processes on one database tell both of their listeners the same, in the same order', async () => {
  const { visitor, slug, admission, tell } = await enter()
  await using other = await world.startApi()
  const elsewhere = createVisitor(`http://localhost:${other.port}`)
  for (const [name, value] of visitor.cookies) elsewhere.cookies.set(name, value)
  await using here = readLive(visitor, admission.live)
  await using there = readLive(elsewhere, `/api/v1/meetings/${slug}/live?place=${admission.participantId}`)
  await Promise.all([here.arrived(1), there.arrived(1)])
  await Promise.all(Array.from({ length: 30 }, tell))
  await Promise.all([here.arrived(31), there.arrived(31)])
  expect(there.events).toEqual(here.events)
})

test('F8: when the database cuts the connection that listens, nothing that happens meanwhile is lost', async () => {
  const { visitor, admission, tell } = await enter()
  await using reader = readLive(visitor, admission.live)
  await reader.arrived(1)
  for (let round = 0; round < 3; round += 1) {
    await eventually(() => {
      if (!world.api.context.live.listening) throw new Error('not listening yet')
    })
    await pool().query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'parvis-live' AND datname = current_database()`,
    )
    await tell()
    await tell()
  }
  expect(numbersOf(await reader.arrived(7))).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(reader.connections).toBe(1)
})

test('F10: when a reading fails the stream stays and tells a little later', async () => {
  const { visitor, slug, admission } = await enter()
  await using reader = readLive(visitor, admission.live)
  await reader.arrived(1)
  const before = world.log.length
  await pool().query('ALTER TABLE "LiveEvent" RENAME TO "Away"')
  await pool().query(`SELECT pg_notify('parvis_live', id::text) FROM "Meeting" WHERE slug = $1`, [slug])
  await eventually(() => {
    if (!world.log.slice(before).some((line) => line.includes('live-read-failed')))
      throw new Error('no failure yet')
  })
  await pool().query('ALTER TABLE "Away" RENAME TO "LiveEvent"')
  await pool().query(
    `WITH meeting AS (UPDATE "Meeting" SET "liveSequence" = 1 WHERE slug = $1 RETURNING id)
     INSERT INTO "LiveEvent" ("meetingId", sequence, event) SELECT id, 1, '${someLeft}' FROM meeting`,
    [slug],
  )
  expect(numbersOf(await reader.arrived(2))).toEqual([0, 1])
})

test('C22: the stream is for the browser whose place it is, in the meeting that it is of', async () => {
  const ada = await enter()
  const other = await enter()
  const refused = async (visitor: Visitor, slug: string, place: string) => {
    const answer = await visitor.fetch(`/api/v1/meetings/${slug}/live?place=${place}`)
    return (await answer.json()) as { status: number; code: string }
  }
  const place = ada.admission.participantId
  expect(await refused(world.guest(), ada.slug, place)).toMatchObject({
    status: 404,
    code: 'place-not-found',
  })
  expect(await refused(other.visitor, ada.slug, place)).toMatchObject({ code: 'place-not-found' })
  expect(await refused(ada.visitor, other.slug, place)).toMatchObject({ code: 'place-not-found' })
  expect(await refused(ada.visitor, 'aaa-aaaa-aaa', place)).toMatchObject({ code: 'meeting-not-found' })
  expect(await refused(ada.visitor, ada.slug, 'p_1')).toMatchObject({ status: 400 })
  expect((await ada.visitor.call(watchMeeting, { params: { slug: ada.slug } })).status).toBe(400)
})

test('the end of the sitting is told to everybody who watches it', async () => {
  const { visitor, admission } = await enter()
  await using reader = readLive(visitor, admission.live)
  await reader.arrived(1)
  const { room } = claimsOf(admission.token)['video'] as { room: string }
  await endSitting(world.api.context, room)
  expect(kindsOf(await reader.arrived(2))).toEqual(['snapshot', 'occurrence-ended'])
})

test('browsers that hang up, also before the stream has begun, leave nothing open', async () => {
  const { visitor, admission } = await enter()
  const open = async () => (await world.api.context.metrics.liveStreams.get()).values[0]?.value ?? 0
  await eventually(async () => {
    if ((await open()) !== 0) throw new Error('streams of other tests are still open')
  })
  for (let index = 0; index < 60; index += 1) {
    const closing = new AbortController()
    const asked = visitor.fetch(admission.live, { signal: closing.signal }).catch(() => undefined)
    // NOTE between nothing and a few turns of the event loop: the server is then anywhere before the first byte
    for (let turn = 0; turn < index % 12; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    closing.abort()
    await asked
  }
  await eventually(async () => {
    if ((await open()) !== 0) throw new Error(`${await open()} streams are open`)
  })
})
