import type { MeetingSlug } from '@parvis/contract/ids'
import { eventually } from '@parvis/testkit/eventually'
import { readLive } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { createVisitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ sfu: true })
})
afterAll(() => world?.[Symbol.asyncDispose]())

test('A41: a second stream of one place ends the first, which is told so and does not come back', async () => {
  const { slug } = await (await world.member('Host')).createMeeting()
  const visitor = world.guest()
  const { live } = await visitor.join(slug, { name: 'Ada' })
  await using first = readLive(visitor, live)
  await first.arrived(1)
  await using second = readLive(visitor, live)
  await second.arrived(1)
  expect((await first.arrived(2))[1]).toEqual({ id: -1, event: { kind: 'replaced' } })
  expect([first.connections, second.connections]).toEqual([1, 1])
})

test.each([
  ['of one address', { LIVE_STREAMS_PER_ADDRESS: '2' }],
  ['of a process', { LIVE_STREAMS: '2' }],
])('A41: the streams %s are bounded; who leaves makes room', async (_case, environment) => {
  await using api = await world.startApi(environment)
  const { slug } = await (await world.member('Host')).createMeeting()
  const open = async () => {
    const visitor = createVisitor(`http://localhost:${api.port}`)
    const { live } = await visitor.join(slug, { name: 'Ada' })
    const closing = new AbortController()
    // NOTE whoever lets go of an answer that is not read lets the collector of garbage close its stream
    const answer = await visitor.fetch(live, { signal: closing.signal })
    const { status, headers } = answer
    return { answer, status, wait: headers.get('retry-after'), close: () => closing.abort() }
  }
  const [first, second] = [await open(), await open()]
  expect([first.status, second.status]).toEqual([200, 200])
  expect(await open()).toMatchObject({ status: 429, wait: '5' })
  expect(await api.context.metrics.registry.metrics()).toMatch(
    /parvis_refusals_total\{limit="live-streams.*"\} 1/,
  )
  first.close()
  await eventually(async () => expect((await open()).status).toBe(200))
})

describe('A41: over all processes', () => {
  /** Somebody new enters a meeting and opens their stream at this process. */
  async function openAt({ port }: { readonly port: number }, slug: MeetingSlug) {
    const visitor = createVisitor(`http://localhost:${port}`)
    const { live } = await visitor.join(slug, { name: 'Ada' })
    const closing = new AbortController()
    const answer = await visitor.fetch(live, { signal: closing.signal })
    return { answer, status: answer.status, close: () => closing.abort() }
  }
  const environment = { LIVE_STREAMS_PER_ADDRESS: '2' }

  test('the streams of one address are bounded; who leaves at one makes room at another', async () => {
    await using here = await world.startApi(environment)
    await using there = await world.startApi(environment)
    const { slug } = await (await world.member('Host')).createMeeting()
    const [first, second] = [await openAt(here, slug), await openAt(there, slug)]
    expect([first.status, second.status]).toEqual([200, 200])
    expect([(await openAt(here, slug)).status, (await openAt(there, slug)).status]).toEqual([429, 429])
    first.close()
    await eventually(async () => expect((await openAt(there, slug)).status).toBe(200))
  })

  test('a place has one stream: a second one at another process ends the first', async () => {
    await using other = await world.startApi()
    const { slug } = await (await world.member('Host')).createMeeting()
    const visitor = world.guest()
    const { live } = await visitor.join(slug, { name: 'Ada' })
    await using first = readLive(visitor, live)
    await first.arrived(1)
    const elsewhere = createVisitor(`http://localhost:${other.port}`)
    for (const [name, value] of visitor.cookies) elsewhere.cookies.set(name, value)
    await using second = readLive(elsewhere, live)
    await second.arrived(1)
    expect((await first.arrived(2))[1]).toEqual({ id: -1, event: { kind: 'replaced' } })
    expect(second.connections).toBe(1)
  })

  test('the streams of a process that died are forgotten, and those of one that was only away are not', async () => {
    await using api = await world.startApi(environment)
    const { pool } = api.context.database
    const { slug } = await (await world.member('Host')).createMeeting()
    const first = await openAt(api, slug)
    expect(first.status).toBe(200)
    const kept = async () => (await pool.query('SELECT place, "sourceHash" FROM "LiveStream"')).rows
    const before = await kept()
    await pool.query(`WITH dead AS (
        INSERT INTO "LiveProcess" VALUES (gen_random_uuid(), now() - interval '1 hour') RETURNING id)
      INSERT INTO "LiveStream" (place, id, process, "sourceHash")
      SELECT 'p_of_the_dead', gen_random_uuid(), dead.id, s."sourceHash" FROM "LiveStream" s, dead`)
    expect((await openAt(api, slug)).status).toBe(429)
    // As after a crash of the database: nothing is known of this process, whose streams are open still.
    await pool.query(`DELETE FROM "LiveStream" WHERE place <> 'p_of_the_dead'`)
    await pool.query(`DELETE FROM "LiveProcess" WHERE "beatAt" > now() - interval '1 minute'`)
    await eventually(async () => expect(await kept()).toEqual(before))
    const second = await openAt(api, slug)
    expect([second.status, (await openAt(api, slug)).status]).toEqual([200, 429])
    first.close()
    second.close()
  })
})
