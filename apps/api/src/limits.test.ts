import { joinMeeting } from '@parvis/contract/admission'
import { contract } from '@parvis/contract/contract'
import { participantId } from '@parvis/contract/ids'
import { getMeeting } from '@parvis/contract/meetings'
import { fillPath } from '@parvis/contract/route'
import type { RouteShape } from '@parvis/contract/route'
import { signIn } from '@parvis/contract/session'
import { exampleInputs } from '@parvis/testkit/example-inputs'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { createVisitor } from '@parvis/testkit/visitor'
import { administrator } from '@parvis/testkit/world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { TRUST_PROXY: '1' } })
})
afterAll(() => world?.[Symbol.asyncDispose]())

const letters = (count: number) =>
  Array.from({ length: count }, () => String.fromCodePoint(97 + Math.floor(Math.random() * 26))).join('')
const randomSlug = () => `${letters(3)}-${letters(4)}-${letters(3)}`

let addresses = 0
/** Somebody at an address of their own, as the reverse proxy tells it. */
function from(origin = world.origin, address = `203.0.113.${(addresses += 1)}`): Visitor {
  const visitor = createVisitor(origin)
  return {
    ...visitor,
    fetch: (path, init = {}) => {
      const headers = new Headers(init.headers)
      headers.set('X-Forwarded-For', address)
      return visitor.fetch(path, { ...init, headers })
    },
  }
}

interface Input {
  readonly params?: Readonly<Record<string, string>>
  readonly body?: unknown
}

async function ask(visitor: Visitor, route: RouteShape, { params = {}, body }: Input) {
  const answer = await visitor.fetch(fillPath(route.path, params), {
    method: route.method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    }),
  })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as { code?: string } }
}

const exampleSetUp = exampleInputs({
  slug: 'aaa-aaaa-aaa',
  place: participantId.parse(`p_${'a'.repeat(24)}`),
}).setUp.body

describe('C25: every route', () => {
  const routes = Object.entries<RouteShape>(contract)
  const inputs: Record<string, unknown> = {
    ...exampleInputs({ slug: 'aaa-aaaa-aaa', place: participantId.parse(`p_${'a'.repeat(24)}`) }),
  }
  const pathOf = (name: string, { path }: RouteShape) =>
    fillPath(path, (inputs[name] as { params?: Record<string, string> }).params)

  test.each(routes)('%s tells what is left to an address', async (name, route) => {
    const { headers } = await from().fetch(pathOf(name, route), {
      method: route.method,
      redirect: 'manual',
    })
    expect(headers.get('ratelimit-policy')).toMatch(/^"address";q=\d+;w=\d+$/)
    expect(headers.get('ratelimit')).toMatch(/^"address";r=\d+;t=\d+$/)
  })

  test.each(['/api/v1/docs', '/scim/v2/Users'])('%s does so too', async (path) => {
    const { headers } = await from().fetch(path)
    expect(headers.get('ratelimit')).toMatch(/^"address";r=\d+;t=\d+$/)
  })

  test.each(routes.filter(([, route]) => route.method !== 'GET'))(
    '%s takes no large body',
    async (name, route) => {
      const answer = await from().fetch(pathOf(name, route), {
        method: route.method,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) }),
      })
      // A route without a body never reads one.
      expect(answer.status === 413 || route.body === undefined).toBe(true)
    },
  )
})

test('A4: two API processes count together; the refusal says how long to wait', async () => {
  await using other = await world.startApi()
  const address = '198.51.100.1'
  const [here, there] = [from(world.origin, address), from(`http://localhost:${other.port}`, address)]
  const guess = (visitor: Visitor) => ask(visitor, contract.setUp, { body: exampleSetUp })
  const statuses: number[] = []
  for (const visitor of [here, there, here, there, here, there, here, there, here, there, here, there])
    statuses.push((await guess(visitor)).status)
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 403), 429, 429])
  const refused = await guess(here)
  expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.headers.get('ratelimit')).toMatch(/r=0;t=\d+$/)
})

test('A4: of one account ten passwords are tried a minute, whatever process and address they come from', async () => {
  await using other = await world.startApi()
  const origins = [world.origin, `http://localhost:${other.port}`]
  const body = { email: 'guessed@example.org', password: 'wrong password' }
  const statuses: number[] = []
  for (let index = 0; index < 12; index += 1)
    statuses.push((await ask(from(origins[index % 2]), signIn, { body })).status)
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
}, 60_000)

test('C25: what crowds do is counted over all processes as well, without refusing anybody too early', async () => {
  const { slug } = await (await world.member('Owner')).createMeeting()
  await using other = await world.startApi()
  const address = '198.51.100.2'
  const doors = [from(world.origin, address), from(`http://localhost:${other.port}`, address)]
  const statuses: number[] = []
  for (let index = 0; index < 400; index += 1)
    statuses.push((await ask(doors[index % 2] ?? from(), getMeeting, { params: { slug } })).status)
  expect(statuses.slice(0, 300).filter((status) => status !== 200)).toEqual([])
  expect(statuses.slice(340).filter((status) => status !== 429)).toEqual([])
})

describe('A1: who tries addresses of meetings', () => {
  const tries = async (visitor: Visitor, count: number) => {
    const statuses: number[] = []
    for (let index = 0; index < count; index += 1)
      statuses.push((await ask(visitor, getMeeting, { params: { slug: randomSlug() } })).status)
    return statuses
  }

  test('is soon told nothing about any, at no process and by no route; others are not concerned', async () => {
    const { slug } = await (await world.member('Owner')).createMeeting()
    await using other = await world.startApi()
    const guesser = from()
    expect(await tries(guesser, 31)).toEqual([...Array.from({ length: 30 }, () => 404), 429])
    const known = await ask(guesser, getMeeting, { params: { slug } })
    expect(known.status).toBe(429)
    expect(Number(known.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask(guesser, joinMeeting, { params: { slug }, body: { name: 'Eve' } })).status).toBe(429)
    const live = await guesser.fetch(`/api/v1/meetings/${slug}/live?place=p_${'a'.repeat(24)}`)
    expect(live.status).toBe(429)
    const elsewhere = from(`http://localhost:${other.port}`, `203.0.113.${addresses}`)
    expect(await tries(elsewhere, 2)).toEqual([429, 429])
    expect((await ask(elsewhere, getMeeting, { params: { slug } })).status).toBe(429)
    expect((await ask(from(), getMeeting, { params: { slug } })).status).toBe(200)
  })

  test('gets no further with words that owners may have chosen', async () => {
    const guesser = from()
    const statuses: number[] = []
    for (let index = 0; index < 31; index += 1)
      statuses.push((await ask(guesser, getMeeting, { params: { slug: `cabinet-${letters(6)}` } })).status)
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 404), 429])
  })

  test('who is in a meeting behind the same address stays in it', async () => {
    const { slug } = await (await world.member('Owner')).createMeeting()
    const inside = from()
    const admission = (await ask(inside, joinMeeting, { params: { slug }, body: { name: 'Ada' } })).body as {
      live: string
    }
    await tries(from(world.origin, `203.0.113.${addresses}`), 31)
    const closing = new AbortController()
    expect((await inside.fetch(admission.live, { signal: closing.signal })).status).toBe(200)
    closing.abort()
  })

  test('gets for a deleted meeting what any unknown address gets, byte for byte', async () => {
    const owner = await world.member('Owner')
    const { slug } = await owner.createMeeting('Conseil secret')
    await owner.call(contract.deleteMeeting, { params: { slug } })
    const answerOf = async (of: string) => {
      const { status, headers, body } = await ask(from(), getMeeting, { params: { slug: of } })
      const kept = [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name))
      return { status, headers: kept, body: { ...body, requestId: '' } }
    }
    expect(await answerOf(slug)).toEqual(await answerOf(randomSlug()))
  })
})

test('A1, A2: of a meeting that asks, the door tells the same before, during and after a sitting', async () => {
  const owner = await world.member('Owner')
  const { slug } = await owner.createMeeting('Conseil secret', 'restricted')
  const door = async () => (await ask(from(), getMeeting, { params: { slug } })).body
  const before = await door()
  await owner.join(slug, {})
  const during = await door()
  await owner.call(contract.endMeeting, { params: { slug }, body: {} })
  expect([during, await door()]).toEqual([before, before])
})

test('A33: a wrong password costs as much work as an unknown account, so that time tells nothing', async () => {
  const work = async (email: string) => {
    const begun = process.cpuUsage()
    await ask(from(), signIn, { body: { email, password: 'wrong password' } })
    return process.cpuUsage(begun).user
  }
  const [known, unknown]: [number[], number[]] = [[], []]
  for (let round = 0; round < 5; round += 1) {
    known.push(await work(administrator.email))
    unknown.push(await work(`nobody${round}@example.org`))
  }
  const median = (values: readonly number[]) => values.toSorted((one, other) => one - other)[2] ?? 0
  // One hash takes many times what all the rest takes: without it the ratio would be far from one.
  expect(median(known) / median(unknown)).toBeGreaterThan(0.5)
  expect(median(known) / median(unknown)).toBeLessThan(2)
})
