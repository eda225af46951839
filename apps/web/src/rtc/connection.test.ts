import type { Admitted } from '@parvis/contract/admission'
import { participantId } from '@parvis/contract/ids'
import { Problem } from '@parvis/contract/problems'
import { beforeEach, expect, test } from 'vitest'
import { createConnection } from './connection.ts'
import type { Connection, SessionEvents } from './connection.ts'
import { judgeError } from './failures.ts'
import { createManualClock } from './manual-clock.ts'
import type { ManualClock } from './manual-clock.ts'

interface World {
  readonly clock: ManualClock
  readonly connection: Connection
  readonly admissions: readonly { readonly roomLost: boolean }[]
  /** What each opened session may tell. */
  readonly opened: readonly SessionEvents[]
  readonly closed: () => number
  readonly wake: () => void
  /** What the API and the SFU do from now on. */
  answer: Answer
}

type Answer = 'well' | 'fail' | 'never' | 'refuse'

let world: World

function startWorld(answer: Answer): World {
  const clock = createManualClock()
  const admissions: { roomLost: boolean }[] = []
  const opened: SessionEvents[] = []
  let closed = 0
  let wake = (): void => undefined
  const connection = createConnection({
    admission: createAdmission(),
    clock,
    judge: judgeError,
    admit({ roomLost }) {
      admissions.push({ roomLost })
      return reply().then(createAdmission)
    },
    async open(_, { events }) {
      await reply()
      opened.push(events)
      return {
        close() {
          closed++
          return Promise.resolve()
        },
      }
    },
    onWake(callback) {
      wake = callback
      return () => undefined
    },
  })
  const started = { clock, connection, admissions, opened, answer, closed: () => closed, wake: () => wake() }
  const reply = async (): Promise<void> => {
    await Promise.resolve()
    if (started.answer === 'never') await new Promise(() => undefined)
    if (started.answer === 'fail') throw new TypeError('Failed to fetch')
    if (started.answer === 'refuse') throw new Problem('forbidden')
  }
  return started
}

beforeEach(() => {
  world = startWorld('well')
})

const statusOf = ({ connection }: World): string => connection.status.get().kind

async function connect(): Promise<SessionEvents> {
  await world.clock.advance(0)
  expect(statusOf(world)).toBe('connected')
  return world.opened.at(-1)!
}

test('the first admission is used as it is', async () => {
  await connect()
  expect(world.admissions).toEqual([])
})

test('a lost connection is made anew with a fresh admission, in a new room if the SFU forgot it', async () => {
  const session = await connect()
  session.onLost({ kind: 'retry', roomLost: true })
  expect(world.connection.status.get()).toEqual({ kind: 'reconnecting', since: 0 })
  await connect()
  expect(world.admissions).toEqual([{ roomLost: true }])
  expect(world.closed()).toBe(1)
})

test('without network it goes on trying, for an hour, and at once when the network is back', async () => {
  const session = await connect()
  world.answer = 'fail'
  session.onLost({ kind: 'retry', roomLost: false })
  await world.clock.advance(3_600_000)
  expect(statusOf(world)).toBe('reconnecting')
  const attempts = world.admissions.length
  expect(attempts).toBeGreaterThan(500)
  world.answer = 'well'
  world.wake()
  await world.clock.advance(0)
  expect(statusOf(world)).toBe('connected')
  expect(world.admissions).toHaveLength(attempts + 1)
})

test('an admission that does not come is given up after 4 s and asked for again', async () => {
  const session = await connect()
  world.answer = 'never'
  session.onLost({ kind: 'retry', roomLost: false })
  await world.clock.advance(19_000)
  expect(world.admissions).toHaveLength(5)
})

test('silence that ends by itself costs nothing', async () => {
  const session = await connect()
  session.onQuiet()
  expect(statusOf(world)).toBe('reconnecting')
  await world.clock.advance(2_000)
  session.onAlive()
  expect(statusOf(world)).toBe('connected')
  await world.clock.advance(60_000)
  expect(world.admissions).toEqual([])
})

test('silence that lasts leads to a new connection, unless the old one revives when the network is back', async () => {
  const session = await connect()
  session.onQuiet()
  await world.clock.advance(4_200)
  expect(world.admissions).toHaveLength(1)
  session.onAlive()
  await world.clock.advance(10_000)
  expect(world.opened).toHaveLength(1)
  session.onQuiet()
  await world.clock.advance(5_000)
  expect(world.opened).toHaveLength(2)
  expect(statusOf(world)).toBe('connected')
})

test('what an old connection still says is not listened to', async () => {
  const old = await connect()
  world.connection.rebuild()
  await connect()
  old.onLost({ kind: 'over', failure: 'replaced' })
  expect(statusOf(world)).toBe('connected')
})

test('a refused admission ends the call', async () => {
  const session = await connect()
  world.answer = 'refuse'
  session.onLost({ kind: 'retry', roomLost: false })
  await world.clock.advance(0)
  expect(world.connection.status.get()).toEqual({ kind: 'failed', failure: 'refused' })
})

test('a first connection that does not come about in 25 s fails, so that the person can do something', async () => {
  world = startWorld('fail')
  await world.clock.advance(30_000)
  expect(world.connection.status.get()).toEqual({ kind: 'failed', failure: 'sfu-unreachable' })
})

test('leaving stops everything, also in the middle of a reconnection', async () => {
  const session = await connect()
  world.answer = 'fail'
  session.onLost({ kind: 'retry', roomLost: false })
  await world.clock.advance(1_000)
  await world.connection.leave()
  const attempts = world.admissions.length
  await world.clock.advance(60_000)
  expect(world.connection.status.get()).toEqual({ kind: 'left' })
  expect(world.admissions).toHaveLength(attempts)
})

test('a page that sleeps says good-bye and comes back when it wakes', async () => {
  await connect()
  world.connection.suspend()
  await world.clock.advance(60_000)
  expect([world.closed(), world.admissions.length]).toEqual([1, 0])
  world.connection.resume()
  await connect()
})

function createAdmission(): Admitted {
  return {
    state: 'admitted',
    participantId: participantId.parse(`p_${'a'.repeat(24)}`),
    name: 'Ada',
    sfuUrl: 'ws://sfu.example',
    token: 'token',
    live: '/live',
    startedAt: '2026-01-01T00:00:00Z',
  }
}
