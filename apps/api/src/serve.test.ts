import { connect } from 'node:net'
import { eventually } from '@parvis/testkit/eventually'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { upgrade } from '@parvis/testkit/upgrade'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ environment: { TRUST_PROXY: '1' } })
})
afterAll(() => world?.[Symbol.asyncDispose]())

test('A41: whoever sends a request byte by byte is cut off, and others are answered meanwhile', async () => {
  const sockets = Array.from({ length: 200 }, () => connect(world.api.port, '127.0.0.1'))
  let closed = 0
  for (const socket of sockets) {
    socket.on('error', () => socket.destroy())
    socket.on('close', () => (closed += 1))
    socket.write('POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\n')
  }
  const drip = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('X-Slow: 1\r\n')
  }, 1000)
  const { status } = await world.guest().fetch('/healthz')
  expect(status).toBe(200)
  await eventually(() => expect(closed).toBe(sockets.length), 60_000)
  clearInterval(drip)
})

test('A41: connections to the SFU that one address asks for are counted; another address is not concerned', async () => {
  const ask = (address: string) =>
    upgrade(world.origin, '/rtc/v1?access_token=x', { 'X-Forwarded-For': address })
  const statuses: number[] = []
  for (let batch = 0; batch < 61; batch += 1) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask('192.0.2.1, 203.0.113.9')))
    statuses.push(...answers.map(({ status }) => status))
  }
  expect(statuses.filter((status) => status === 403)).toHaveLength(3000)
  expect(statuses.filter((status) => status === 429)).toHaveLength(50)
  // What the proxy itself saw counts, not what the caller wrote before it.
  expect((await ask('203.0.113.9, 192.0.2.1')).status).toBe(403)
})
