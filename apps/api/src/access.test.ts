import { contract } from '@parvis/contract/contract'
import { fillPath } from '@parvis/contract/route'
import type { RouteShape } from '@parvis/contract/route'
import { getMe } from '@parvis/contract/session'
import { eventually } from '@parvis/testkit/eventually'
import { exampleInputs } from '@parvis/testkit/example-inputs'
import type { ExampleInputs } from '@parvis/testkit/example-inputs'
import { fingerprint } from '@parvis/testkit/fingerprint'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Answer, Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { $ZodType } from 'zod/v4/core'

type RouteName = keyof typeof contract
const routes = Object.entries<RouteShape>(contract) as readonly [RouteName, RouteShape][]

let world: World
let inputs: ExampleInputs
let owner: Visitor
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  owner = await world.member('Owner')
  const { slug } = await owner.createMeeting()
  const { participantId } = await owner.join(slug, {})
  inputs = exampleInputs({ slug, place: participantId })
  // The SFU tells of the new room; afterwards nothing changes by itself.
  await eventually(async () => {
    const { rows } = await world.api.context.database.pool.query(
      'SELECT 1 FROM "WebhookReceipt" WHERE "processedAt" IS NOT NULL',
    )
    if (rows.length === 0) throw new Error('no webhook is processed yet')
  })
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** Calls the route as it is meant to be called; of a stream, only the head is read. */
async function call(visitor: Visitor, name: RouteName, input = inputs): Promise<Pick<Answer, 'status'>> {
  const route: RouteShape = contract[name]
  if (!route.events) return visitor.call(route, input[name])
  const { params, query } = input.watchMeeting
  const closing = new AbortController()
  const path = `${route.path.replace(':slug', params.slug)}?${new URLSearchParams(query).toString()}`
  const { status } = await visitor.fetch(path, { signal: closing.signal })
  closing.abort()
  return { status }
}

/** The address that a route's example names. */
function pathOf(name: RouteName): string {
  const { params } = inputs[name] as { params?: Record<string, string> }
  return fillPath(contract[name].path, params)
}

// These know their callers by a signature: there is no cookie that another site could use.
const signed = ['receiveSfuWebhook', 'endAtProvider']
const mutating = routes.filter(([name, { method }]) => method !== 'GET' && !signed.includes(name))

describe('A53, A54: no other site makes a browser change anything', () => {
  const crossSite: readonly Record<string, string>[] = [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'http://localhost' },
    { Origin: 'http://localhost.evil.example' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' },
  ]

  test.each(mutating)('%s', async (name, route) => {
    const before = await fingerprint(world.api.context.database.pool)
    const input = inputs[name] as { body?: unknown }
    for (const foreign of crossSite) {
      const answer = await owner.fetch(pathOf(name), {
        method: route.method,
        headers: { ...foreign, 'Content-Type': 'application/json' },
        ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
      })
      expect(await answer.json()).toMatchObject({ status: 403, code: 'cross-site-request' })
      expect(answer.headers.getSetCookie()).toEqual([])
    }
    expect(await fingerprint(world.api.context.database.pool)).toEqual(before)
  })

  test('a form of another site cannot even be understood: bodies are JSON and say so', async () => {
    for (const [name, route] of mutating) {
      if (!route.body) continue
      for (const type of [
        'application/x-www-form-urlencoded',
        'text/plain',
        'multipart/form-data; boundary=x',
      ]) {
        const input = inputs[name] as { body?: unknown }
        const answer = await owner.fetch(pathOf(name), {
          method: route.method,
          headers: { 'Content-Type': type },
          body: JSON.stringify(input.body),
        })
        expect(answer.status).toBe(415)
      }
    }
  })

  test('asking changes nothing: no GET writes a row, but one in the audit where taking data away is an act', async () => {
    const { pool } = world.api.context.database
    const administrator = await world.administrator()
    // When a session was last used is written down now and then: not again within this test.
    const { id: userId } = (await administrator.call(getMe, {})).body as { id: string }
    const ofSomebody = { ...inputs, exportPerson: { params: { userId } } }
    const count = async () =>
      (await pool.query<{ entries: number }>('SELECT count(*)::int AS entries FROM "AuditEntry"')).rows[0]
        ?.entries ?? 0
    for (const [name, { method, audited }] of routes) {
      if (method !== 'GET') continue
      const { '"AuditEntry"': _audit, ...before } = await fingerprint(pool)
      const entries = await count()
      await call(administrator, name, ofSomebody)
      const { '"AuditEntry"': _after, ...after } = await fingerprint(pool)
      expect({ name, after, written: (await count()) - entries }).toEqual({
        name,
        after: before,
        written: audited ? 1 : 0,
      })
    }
  })
})

describe('A55: no other site reads an answer', () => {
  test.each(routes)('%s', async (_name, route) => {
    for (const origin of ['https://evil.example', 'null', world.origin]) {
      for (const method of ['OPTIONS', route.method]) {
        const answer = await world.guest().fetch(route.path.replace(':slug', 'aaa-aaaa-aaa'), {
          method,
          headers: { Origin: origin, 'Access-Control-Request-Method': route.method },
        })
        await answer.body?.cancel()
        const cors = [...answer.headers.keys()].filter((header) => header.startsWith('access-control-'))
        expect(cors).toEqual([])
      }
    }
  })
})

describe('C24: nobody sets what is not theirs to set', () => {
  const unknownKeys = [
    'role',
    'ownerId',
    'slug',
    'isAdmin',
    'organisationId',
    'id',
    'userId',
    'constructor',
    '__proto__',
  ]

  test.each(routes.filter(([, { body }]) => body))('%s', async (name, route) => {
    const input = inputs[name] as { body: object }
    const before = await fingerprint(world.api.context.database.pool)
    const known = Object.keys(z.toJSONSchema(route.body as $ZodType, { io: 'input' }).properties ?? {})
    for (const key of unknownKeys.filter((one) => !known.includes(one))) {
      // Written by hand: an object literal would take `__proto__` for its prototype.
      const body = `${JSON.stringify(input.body).replace(/\}$/, Object.keys(input.body).length > 0 ? ',' : '')}"${key}":"administrator"}`
      const answer = await owner.fetch(pathOf(name), {
        method: route.method,
        headers: { 'Content-Type': 'application/json' },
        body,
      })
      expect({ key, status: answer.status }).toEqual({ key, status: 400 })
    }
    expect(await fingerprint(world.api.context.database.pool)).toEqual(before)
  })
})
