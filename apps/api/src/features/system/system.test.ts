import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { Registry } from 'prom-client'
import { freePort } from '@parvis/embedded/ports'
import { startRelay } from '@parvis/testkit/relay'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { createVisitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ sfu: true })
})
afterAll(() => world?.[Symbol.asyncDispose]())

test('ready means that the database and the SFU answer', async () => {
  const answer = await world.guest().fetch('/readyz')
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ status: 'ready' })
})

test('F6, F8: what does not answer is named, the process itself stays healthy, and all is well once it is back', async () => {
  const { hostname, port } = new URL(world.environment['DATABASE_URL'] ?? '')
  await using database = await startRelay({ host: hostname, port: Number(port) })
  const sfuAt = new URL(world.environment['LIVEKIT_URL'] ?? '')
  await using sfu = await startRelay({ host: sfuAt.hostname, port: Number(sfuAt.port) })
  const relayed = new URL(world.environment['DATABASE_URL'] ?? '')
  relayed.port = String(database.port)
  await using api = await world.startApi({
    DATABASE_URL: relayed.href,
    LIVEKIT_URL: `http://127.0.0.1:${sfu.port}`,
  })
  const probe = createVisitor(`http://localhost:${api.port}`)
  // A browser that is signed in asks, too: health needs no database to tell who that is.
  for (const [name, value] of (await world.administrator()).cookies) probe.cookies.set(name, value)
  const notReady = async () => {
    const answer = await probe.fetch('/readyz')
    return { status: answer.status, ...((await answer.json()) as object) }
  }
  sfu.cut()
  expect(await notReady()).toMatchObject({ status: 503, code: 'not-ready', detail: 'not ready: sfu' })
  database.cut()
  expect(await notReady()).toMatchObject({ status: 503, detail: 'not ready: database, sfu' })
  expect((await probe.fetch('/healthz')).status).toBe(200)
  const outage = await probe.fetch('/api/v1/meetings/aaa-aaaa-aaa')
  expect(await outage.json()).toMatchObject({ status: 503, code: 'database-unavailable' })
  expect(outage.headers.get('Retry-After')).toBe('2')
  database.mend()
  expect(await notReady()).toMatchObject({ detail: 'not ready: sfu' })
  sfu.mend()
  expect((await probe.fetch('/readyz')).status).toBe(200)
  expect((await probe.fetch('/api/v1/meetings/aaa-aaaa-aaa')).status).toBe(404)
})

test('an SFU that knows one of our keys with another secret is named', async () => {
  const other = 'a-secret-that-the-SFU-does-not-know-0123456789'
  for (const name of ['LIVEKIT_CLIENT_SECRET', 'LIVEKIT_SERVER_SECRET']) {
    await using api = await world.startApi({ [name]: other })
    const answer = await fetch(`http://localhost:${api.port}/readyz`)
    expect([answer.status, await answer.json()]).toMatchObject([503, { detail: 'not ready: sfu-keys' }])
  }
})

test('F6: an SFU that takes connections and says nothing is named, and not its keys', async () => {
  await using silence = createServer((socket) => socket.resume()).listen(0, '127.0.0.1')
  await once(silence, 'listening')
  const { port } = silence.address() as AddressInfo // it listens on TCP
  // It ends what the API keeps open.
  await using way = await startRelay({ host: '127.0.0.1', port })
  await using api = await world.startApi({ LIVEKIT_URL: `http://127.0.0.1:${way.port}` })
  const answer = await fetch(`http://localhost:${api.port}/readyz`)
  expect([answer.status, await answer.json()]).toMatchObject([503, { detail: 'not ready: sfu' }])
})

test('C29: figures are on a port of their own, and nowhere else', async () => {
  const port = await freePort()
  await using api = await world.startApi({ METRICS_PORT: String(port) })
  const visitor = createVisitor(`http://localhost:${api.port}`)
  await visitor.fetch('/healthz')
  const figures = await fetch(`http://127.0.0.1:${port}/metrics`)
  expect(figures.headers.get('content-type')).toBe(Registry.PROMETHEUS_CONTENT_TYPE)
  expect(await figures.text()).toMatch(
    /parvis_http_request_seconds_count\{method="GET",route="\/healthz",status="2xx"\} 1/,
  )
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404)
  expect((await visitor.fetch('/metrics')).status).toBe(404)
})

test('the contract can be read by people, without any script', async () => {
  const page = await (await world.guest().fetch('/api/v1/docs')).text()
  expect(page).toContain('POST /api/v1/meetings/:slug/join')
  expect(page).not.toContain('<script')
})
