import { eventually } from '@parvis/testkit/eventually'
import { readLive } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { createVisitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

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
    const { status, headers } = await visitor.fetch(live, { signal: closing.signal })
    return { status, wait: headers.get('retry-after'), close: () => closing.abort() }
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
