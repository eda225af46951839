import { answerWaiting } from '@parvis/contract/admission'
import { eventually } from '@parvis/testkit/eventually'
import { readLive } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
})
afterAll(() => world?.[Symbol.asyncDispose]())

test('A43: of a burst of knocks a host hears at most ten messages a second, which leave nobody out', async () => {
  const owner = await world.member('Owner')
  const { slug } = await owner.createMeeting('Conseil', 'restricted')
  const host = await owner.join(slug, {})
  await using desk = readLive(owner, host.live)
  await desk.arrived(1)
  const crowd = 120
  const begun = performance.now()
  // NOTE no more at once than there are connections to the database, for which nobody waits longer than 3 s
  const lanes = 8
  const comeInTurn = async (first: number): Promise<void> => {
    for (let index = first; index < crowd; index += lanes) await world.guest().knock(slug, `Guest ${index}`)
  }
  await Promise.all(Array.from({ length: lanes }, (_, first) => comeInTurn(first)))
  const came = () => desk.events.flatMap(({ event }) => (event.kind === 'waiting-changed' ? event.came : []))
  await eventually(() => expect(came()).toHaveLength(crowd))
  const seconds = (performance.now() - begun) / 1000
  expect(desk.events.length - 1).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 1)
  const numbers = desk.events.map(({ id }) => id)
  expect(numbers.at(-1)).toBe(crowd)
  expect(numbers).toEqual(numbers.toSorted((one, other) => one - other))
})

test('A43: five hundred wait and are let in by one request; each of them is told', async () => {
  const owner = await world.member('Owner')
  const { slug } = await owner.createMeeting('Conseil', 'restricted')
  await owner.join(slug, {})
  const first = world.guest()
  const { live } = await first.knock(slug, 'First')
  await world.api.context.database.pool.query(
    `INSERT INTO "Attendance" (id, "occurrenceId", "deviceHash", name, state, "watchedAt")
     SELECT 'p_' || lpad(n::text, 24, '0'), o.id, '\\x00', 'Guest ' || n, 'waiting', now()
     FROM "Occurrence" o JOIN "Meeting" m ON m.id = o."meetingId", generate_series(1, 498) n WHERE m.slug = $1`,
    [slug],
  )
  await using reader = readLive(first, live)
  await reader.arrived(1)
  expect((await world.guest().knock(slug, 'Last')).state).toBe('waiting')
  await expect(world.guest().knock(slug, 'One more')).rejects.toThrow('waiting-room-full')
  const { body } = await owner.call(answerWaiting, {
    params: { slug },
    body: { decision: 'admit', participantIds: 'all' },
  })
  expect(body).toEqual({ answered: 500 })
  await eventually(() => expect(reader.events.map(({ event }) => event.kind)).toContain('snapshot'))
})
